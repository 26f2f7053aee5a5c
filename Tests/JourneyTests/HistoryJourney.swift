import Foundation
import Testing

extension Journeys {
    /// What was seen: back in time, on paper, and in a file.
    struct HistoryJourney {
        @Test func `one goes back in time, takes the screen along, and replays a recording`()
            async throws
        {
            let cluster = try RunningCluster()
            try await cluster.start(["echo-canary.yaml"])
            let folder = cluster.folder.appending(path: "pictures")
            try FileManager.default.createDirectory(
                at: folder,
                withIntermediateDirectories: true
            )
            let variables = cluster.environment.map { "\($0.key)=\($0.value)" }
                .joined(separator: " ")
            let terminal = try await Tmux(
                columns: 120,
                rows: 36,
                command: "cd \(folder.path); env \(variables) \(Program.radiant.path); sleep 600"
            )
            try await terminal.expect(try await terminal.screen(with: "echo", "serving"))
            try await terminal.press("Enter")
            _ = try await cluster.radiant("traffic", "echo", "main=70", "canary=30")
            try await terminal.expect(try await terminal.screen(with: "70%", "30%"))

            let past: String? = try await eventually {
                try await terminal.press("[")
                return try await terminal.screen(
                    with: "THE PAST",
                    "50%",
                    within: .seconds(1)
                )
            }
            try await terminal.expect(past)
            try await terminal.press("t")
            try await terminal.expect(try await terminal.screen(with: "which is over"))
            try await terminal.press("}")
            try await terminal.expect(try await terminal.screen(with: "70%", "30%"))
            try await terminal.press("S")
            try await terminal.expect(try await terminal.screen(with: "written to radiant-"))
            let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
            #expect(Set(files.map { ($0 as NSString).pathExtension }) == ["txt", "ansi", "svg"])
            try await terminal.close()

            let recording = cluster.folder.appending(path: "recording.jsonl").path
            let recorded = try await cluster.radiant("record", recording, "--for", "3s")
            #expect(recorded.status == 0, "\(recorded.errors)")
            let replayed = try await cluster.radiant("replay", recording)
            #expect(replayed.output.contains("default/echo is serving"))
            let again = try await cluster.radiant("record", recording, "--for", "1s")
            #expect(again.status == 1, "what is there is never written over")
            await cluster.stop()
        }
    }
}
