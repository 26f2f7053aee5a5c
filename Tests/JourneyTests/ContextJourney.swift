import Foundation
import Testing

extension Journeys {
    /// Two clusters in one kubeconfig, looked at one after the other.
    struct ContextJourney {
        @Test func `one cluster is never shown under the name of another`() async throws {
            let east = try RunningCluster()
            let west = try RunningCluster()
            try await east.start(["echo-canary.yaml"])
            let manifest = west.folder.appending(path: "parrot.yaml")
            let example = Place.root.appending(path: "examples/echo-canary.yaml")
            try String(contentsOf: example, encoding: .utf8)
                .replacingOccurrences(of: "name: echo\n", with: "name: parrot\n")
                .write(to: manifest, atomically: true, encoding: .utf8)
            try await west.start([manifest.path])
            let renamed = west.folder.appending(path: "west.kubeconfig")
            try String(contentsOfFile: west.data + "/kubeconfig", encoding: .utf8)
                .replacingOccurrences(of: ": radiant\n", with: ": west\n")
                .replacingOccurrences(of: ": admin\n", with: ": keeper\n")
                .write(to: renamed, atomically: true, encoding: .utf8)
            let both = "\(east.data)/kubeconfig:\(renamed.path)"
            let terminal = try await Tmux(
                columns: 120,
                rows: 36,
                command: "env HOME=\(east.folder.path) KUBECONFIG=\(both) "
                    + "RADIANT_DATA_DIR=\(east.data) \(Program.radiant.path); sleep 600"
            )
            try await terminal.expect(try await terminal.screen(with: "echo", "serving"))
            let foreign = "parrot"

            for (name, own, other) in [
                ("west", foreign, "echo"), ("radiant", "echo", foreign),
                ("west", foreign, "echo"),
            ] {
                try await terminal.press(":")
                for letter in "ctx \(name)" {
                    try await terminal.press(letter == " " ? "Space" : String(letter))
                }
                try await terminal.press("Enter")
                try await terminal.expect(try await terminal.screen(with: own, "● api"))
                // What the former one told last may come late.
                for _ in 0..<10 {
                    let rows = try await terminal.screen().split(separator: "\n").dropFirst(2)
                    let isShown = rows.dropLast(2).contains { $0.contains(" \(other) ") }
                    #expect(!isShown, "\(rows.joined(separator: "\n"))")
                }
            }

            try await terminal.close()
            await east.stop()
            await west.stop()
        }
    }
}
