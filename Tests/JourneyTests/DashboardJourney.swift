import Foundation
import Glibc
import Testing

extension Journeys {
    /// The dashboard in a terminal.
    struct DashboardJourney {
        private func open(
            _ cluster: RunningCluster,
            columns: Int = 120,
            rows: Int = 36
        ) async throws -> Tmux {
            let variables = cluster.environment.map { "\($0.key)=\($0.value)" }
                .joined(separator: " ")
            // The shell stays, so that the terminal can be looked at when the dashboard has ended.
            return try await Tmux(
                columns: columns,
                rows: rows,
                command: "stty -a > \(cluster.folder.path)/before; "
                    + "env \(variables) \(Program.radiant.path); "
                    + "echo ended with $?; stty -a > \(cluster.folder.path)/after; sleep 600"
            )
        }

        @Test func `it shows the fleet, the graph and a change of traffic`() async throws {
            let cluster = try RunningCluster()
            try await cluster.start(["echo-canary.yaml"])
            let terminal = try await open(cluster)

            let fleet = try await terminal.screen(with: "echo", "serving")
            try await terminal.expect(fleet)
            try await terminal.press("Enter")
            let graph = try await terminal.screen(with: "main", "canary", "50", "MODEL")
            try await terminal.expect(graph)

            _ = try await cluster.radiant("traffic", "echo", "main=70", "canary=30")
            let changed = try await terminal.screen(with: "70", "30")
            try await terminal.expect(changed)

            for (columns, rows) in [(80, 24), (60, 15), (40, 10), (200, 60), (120, 36)] {
                try await terminal.resize(columns: columns, rows: rows)
            }
            try await terminal.expect(try await terminal.screen(with: "main", "canary"))
            try await terminal.press("Escape")
            try await terminal.expect(try await terminal.screen(with: "serving"))
            try await terminal.press("q")
            #expect(try await terminal.screen(with: "ended with 0") != nil)
            try await terminal.close()
            await cluster.stop()
        }

        @Test(arguments: [SIGTERM, SIGHUP, SIGSEGV])
        func `the terminal is given back as it was however it ends`(signal: Int32) async throws {
            let cluster = try RunningCluster()
            try await cluster.start()
            let terminal = try await open(cluster)
            try await terminal.expect(try await terminal.screen(with: "fleet"))
            let shell = try #require(try await terminal.pid())
            let children = try await Program.named("pgrep").run(["-P", "\(shell)", "radiant"])
            let pid = try #require(Int32(children.output.split(separator: "\n").first ?? ""))

            kill(pid, signal)

            #expect(try await terminal.screen(with: "ended with") != nil)
            let after: String? = await eventually {
                let text = try? String(
                    contentsOf: cluster.folder.appending(path: "after"),
                    encoding: .utf8
                )
                return text?.isEmpty == false ? text : nil
            }
            let before = try String(
                contentsOf: cluster.folder.appending(path: "before"),
                encoding: .utf8
            )
            #expect(after == before)
            try await terminal.close()
            await cluster.stop()
        }
    }
}
