import Foundation
import Testing

extension Journeys {
    /// Random keys and random changes of the cluster, on the real program.
    struct MonkeyJourney {
        /// How long it goes on: 20 s, or as long as a soak says.
        private static var duration: Duration {
            let text = ProcessInfo.processInfo.environment["RADIANT_SOAK_SECONDS"]
            return .seconds(text.flatMap { Int($0) } ?? 20)
        }

        // Neither what leaves (q on the fleet, Ctrl-c) nor what stops (Ctrl-z); the editor is `true`.
        private static let keys =
            "j k h l g G t i L E p d y e M ? : / s R 0 f n N m w | x F W 1 5 9 a + - P < >"
            .split(separator: " ").map(String.init) + [
                "Enter", "Enter", "Escape", "Escape", "Escape", "Tab", "BTab", "Up", "Down", "Left",
                "Right", "BSpace", "PPage", "NPage", "Home", "End", "C-d", "C-u", "C-l", "F1",
                "Space",
            ]

        @Test func `no order of keys and changes breaks it`() async throws {
            let cluster = try RunningCluster()
            try await cluster.start(["echo-canary.yaml"])
            let words = cluster.environment.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
            let terminal = try await Tmux(
                columns: 120,
                rows: 36,
                command: "cd \(cluster.folder.path) && env EDITOR=true VISUAL= \(words) "
                    + "\(Program.radiant.path); echo it left: $?; sleep 600"
            )
            try await terminal.expect(try await terminal.screen(with: "echo", "serving"))

            let end = ContinuousClock.now + Self.duration
            var round = 0
            var pressed: [String] = []
            while ContinuousClock.now < end {
                round += 1
                let keys = (0..<12).compactMap { _ in Self.keys.randomElement() }
                pressed = Array((pressed + keys).suffix(60))
                try await terminal.press(keys)
                if round % 5 == 0 { try await Self.change(cluster) }
                if round % 7 == 0 {
                    try await terminal.resize(
                        columns: Int.random(in: 60...300),
                        rows: Int.random(in: 15...90)
                    )
                }
                let screen = try await terminal.screen()
                guard !screen.contains("it left: ") else {
                    Issue.record("after \(pressed.joined(separator: " ")):\n\(screen)")
                    break
                }
                #expect(!screen.contains("-1s") && !screen.contains("age -"), "\(screen)")
            }

            // It still hears and draws.
            try await terminal.resize(columns: 120, rows: 36)
            for _ in 0..<12 { try await terminal.press("Escape") }
            try await terminal.expect(try await terminal.screen(with: "fleet", "help"))
            try await terminal.close()
            await cluster.stop()
        }

        private static func change(_ cluster: RunningCluster) async throws {
            switch Int.random(in: 0..<4) {
            case 0:
                let main = Int.random(in: 0...10) * 10
                _ = try await cluster.radiant(
                    "traffic",
                    "echo",
                    "main=\(main)",
                    "canary=\(100 - main)",
                    "--force"
                )
            case 1: _ = try await cluster.radiant("scale", "echo/main", "\(Int.random(in: 1...3))")
            case 2: _ = try await cluster.radiant("restart", "echo/canary")
            default:
                let data = #"{"data":{"ndarray":[[1,2]]}}"#
                _ = try await cluster.radiant("predict", "echo", "--data", data)
            }
        }
    }
}
