import Foundation
import Glibc
import Testing

extension Journeys {
    /// What an on-call engineer does at the dashboard, key by key.
    struct CraftJourney {
        private func open(
            _ cluster: RunningCluster,
            columns: Int = 120,
            rows: Int = 36,
            variables: [String: String] = [:]
        ) async throws -> Tmux {
            let words = cluster.environment.merging(variables) { $1 }
                .map { "\($0.key)='\($0.value)'" }.joined(separator: " ")
            return try await Tmux(
                columns: columns,
                rows: rows,
                command: "env \(words) \(Program.radiant.path); echo ended with $?; sleep 600"
            )
        }

        @Test func `a check is sent, seen with what was read on it, and stepped through`()
            async throws
        {
            let cluster = try RunningCluster()
            try await cluster.start(["checks-reader-canary.yaml"], within: .seconds(150))
            let terminal = try await open(cluster)
            try await terminal.expect(try await terminal.screen(with: "checks-reader", "serving"))

            try await terminal.press("i", "Enter")
            let answered = try await terminal.screen(
                with: "MICR line",
                "⑈00000042⑈0⑆634007011⑆⑈0012345678901⑈",
                "answered by",
                "<00000042<0:634007011:<0012345678901<",
                "┏━",
                "recognition-infer",
                within: .seconds(60)
            )
            try await terminal.expect(answered)
            try await terminal.press("+")
            try await terminal.expect(try await terminal.screen(with: "feedback sent: reward 1"))
            try await terminal.press("s")
            let stepped = try await terminal.screen(
                with: "node by node",
                "detection-infer",
                "▸",
                "with an image"
            )
            try await terminal.expect(stepped)
            try await terminal.press("BTab", "BTab", "BTab")
            // One request at a time: the last step may be seen just before its request has ended.
            let compared: String? = try await eventually {
                try await terminal.press("Enter")
                return try await terminal.screen(
                    with: "main",
                    "canary",
                    "= micr",
                    "~ model",
                    within: .seconds(5)
                )
            }
            try await terminal.expect(compared)

            try await terminal.close()
            await cluster.stop()
        }

        @Test func `one filters, drills down to logs, and comes back step by step`() async throws {
            let cluster = try RunningCluster()
            try await cluster.start(["echo-canary.yaml"])
            let terminal = try await open(cluster)
            try await terminal.expect(try await terminal.screen(with: "echo", "serving"))

            try await terminal.type("/nothing-of-that-name")
            try await terminal.expect(try await terminal.screen(with: "0 of 1"))
            try await terminal.press("Escape")
            try await terminal.type("/ech")
            try await terminal.press("Enter", "Enter")
            try await terminal.expect(try await terminal.screen(with: "› echo", "MODEL"))
            try await terminal.press("Enter")
            try await terminal.expect(try await terminal.screen(with: "radiant/echo-model:v1"))
            try await terminal.press("L")
            try await terminal.expect(try await terminal.screen(with: "echo-model serves on"))
            try await terminal.press("y")
            try await terminal.expect(try await terminal.screen(with: "kind: SeldonDeployment"))
            try await terminal.type("/canary")
            try await terminal.press("Enter")
            try await terminal.expect(try await terminal.screen(with: "- name: canary"))
            try await terminal.press("d")
            try await terminal.expect(try await terminal.screen(with: "Conditions:"))
            try await terminal.press("p")
            try await terminal.expect(try await terminal.screen(with: "Running", "canary"))
            for _ in 0..<6 { try await terminal.press("Escape") }
            try await terminal.expect(try await terminal.screen(with: "── fleet ──", "1 · by"))

            try await terminal.close()
            await cluster.stop()
        }

        @Test func `a pod that is deleted is made anew`() async throws {
            let cluster = try RunningCluster()
            try await cluster.start(["echo-canary.yaml"])
            let terminal = try await open(cluster)
            try await terminal.expect(try await terminal.screen(with: "echo", "serving"))
            let before = try await cluster.kubectl("get", "pods", "-o", "name").output

            try await terminal.press("p")
            try await terminal.expect(try await terminal.screen(with: "Running"))
            try await terminal.press("x")
            try await terminal.expect(try await terminal.screen(with: "delete the pod"))
            try await terminal.press("Enter")
            try await terminal.expect(try await terminal.screen(with: "nothing was changed"))
            let same = try await cluster.kubectl("get", "pods", "-o", "name").output
            #expect(same == before)
            try await terminal.press("x", "y")

            let after: String? = try await eventually {
                let now = try await cluster.kubectl("get", "pods", "-o", "name").output
                return now != before && now.split(separator: "\n").count == 2 ? now : nil
            }
            #expect(after != nil)
            try await terminal.close()
            await cluster.stop()
        }

        @Test func `what is edited is asked before it is written`() async throws {
            let cluster = try RunningCluster()
            try await cluster.start(["echo-canary.yaml"])
            let terminal = try await open(
                cluster,
                variables: ["EDITOR": "sed -i '0,/replicas: 1/s//replicas: 2/'", "VISUAL": ""]
                    .mapValues { $0.replacing("'", with: "'\\''") }
            )
            try await terminal.expect(try await terminal.screen(with: "echo", "serving"))

            try await terminal.press("e")
            let question = try await terminal.screen(with: "write this to echo?", "1 → 2")
            try await terminal.expect(question)
            try await terminal.press("n")
            try await terminal.expect(try await terminal.screen(with: "nothing was changed"))
            try await terminal.press("e")
            try await terminal.expect(try await terminal.screen(with: "write this to echo?"))
            try await terminal.press("y")
            try await terminal.expect(try await terminal.screen(with: "echo was written"))
            let replicas = try await cluster.kubectl(
                "get",
                "sdep",
                "echo",
                "-o",
                "jsonpath={.spec.predictors[0].replicas}"
            ).output
            #expect(replicas == "2")

            try await terminal.close()
            await cluster.stop()
        }

        @Test func `it can be of any size at any time`() async throws {
            let cluster = try RunningCluster()
            try await cluster.start(["echo-canary.yaml"])
            let terminal = try await open(cluster)
            try await terminal.expect(try await terminal.screen(with: "echo", "serving"))
            try await terminal.press("Enter")

            for columns in stride(from: 60, through: 300, by: 48) {
                for rows in [15, 24, 50, 90] {
                    try await terminal.resize(columns: columns, rows: rows)
                    let screen: String? = try await eventually {
                        let lines = try await terminal.screen().split(
                            separator: "\n",
                            omittingEmptySubsequences: false
                        )
                        let isWhole =
                            lines.first?.contains("radiant") == true
                            && lines.dropLast(lines.last == "" ? 1 : 0).last?.contains("help")
                                == true
                        return isWhole ? "whole" : nil
                    }
                    try await terminal.expect(screen)
                }
            }

            try await terminal.close()
            await cluster.stop()
        }

        @Test func `it ends when its terminal vanishes`() async throws {
            let cluster = try RunningCluster()
            try await cluster.start(["echo-canary.yaml"])
            let terminal = try await open(cluster)
            try await terminal.expect(try await terminal.screen(with: "echo", "serving"))
            let shell = try #require(try await terminal.pid())
            let children = try await Program.named("pgrep").run(["-P", "\(shell)", "radiant"])
            let pid = try #require(Int32(children.output.split(separator: "\n").first ?? ""))

            try await terminal.close()

            let isGone: Bool? = await eventually { kill(pid, 0) == 0 ? nil : true }
            #expect(isGone == true)
            await cluster.stop()
        }

        @Test func `Ctrl-z gives the shell back, and fg the dashboard`() async throws {
            let cluster = try RunningCluster()
            try await cluster.start(["echo-canary.yaml"])
            let terminal = try await Tmux(
                columns: 120,
                rows: 36,
                command: "env PS1='ready> ' bash --norc --noprofile -i"
            )
            try await terminal.expect(try await terminal.screen(with: "ready>"))
            let words = cluster.environment.map { "\($0.key)=\($0.value)" }.joined(separator: " ")
            let place = cluster.folder.path
            try await terminal.type("stty -a > \(place)/before; \(words) \(Program.radiant.path)")
            try await terminal.press("Enter")
            try await terminal.expect(try await terminal.screen(with: "echo", "serving"))

            for _ in 0..<2 {
                try await terminal.press("C-z")
                try await terminal.expect(try await terminal.screen(with: "Stopped"))
                try await terminal.type("stty -a > \(place)/after; echo it is $((6 * 7))")
                try await terminal.press("Enter")
                try await terminal.expect(try await terminal.screen(with: "it is 42"))
                let before = try String(contentsOfFile: place + "/before", encoding: .utf8)
                let after = try String(contentsOfFile: place + "/after", encoding: .utf8)
                // Bash's own line editor sets these two for itself and takes them back.
                #expect(before == after)
                try await terminal.type("clear; fg")
                try await terminal.press("Enter")
                try await terminal.expect(
                    try await terminal.screen(with: "echo", "serving", "help")
                )
            }
            try await terminal.press("q")
            try await terminal.expect(try await terminal.screen(with: "ready>"))

            try await terminal.close()
            await cluster.stop()
        }
    }
}
