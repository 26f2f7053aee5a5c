import Foundation
import Testing

extension Journeys {
    /// What reaches the terminal, byte by byte.
    struct TerminalJourney {
        // None of these is ever written by ncurses.
        private static let attacks = ["\u{1B}]52;c;aGk=", "\u{1B}]0;pwned", "\u{1B}[?9999h"]
        private static let payload =
            "\u{1B}]52;c;aGk=\u{07}\u{1B}]0;pwned\u{07}\u{1B}[?9999h\u{9B}31m"

        // Swift's own test runner refuses colours for everybody.
        private static let variables = [
            "TERM": "xterm-256color", "LC_ALL": "C.UTF-8", "NO_COLOR": "",
        ]

        private func open(
            _ cluster: RunningCluster,
            _ arguments: [String] = [],
            environment: [String: String] = [:],
            answers: [(question: String, answer: String)] = []
        ) throws -> PseudoTerminal {
            try PseudoTerminal(
                columns: 160,
                rows: 48,
                Program.radiant.path,
                arguments,
                environment: cluster.environment.merging(Self.variables) { $1 }
                    .merging(environment) { $1 },
                answers: answers
            )
        }

        /// A cluster in which everything that others may write tries to drive the terminal.
        private func hostileCluster() async throws -> RunningCluster {
            let cluster = try RunningCluster()
            let script = cluster.folder.appending(path: "hostile.sh")
            let octal = Self.payload.utf8.map { "\\" + String($0, radix: 8) }.joined()
            try """
            #!/bin/sh
            printf 'log \(octal) line\\n'
            POD_IP=127.0.0.1
            export POD_IP
            exec '\(Program.radiant.path)' component echo-model
            """.write(to: script, atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o700],
                ofItemAtPath: script.path
            )
            try await cluster.start(
                ["echo-canary.yaml"],
                arguments: ["--image", "radiant/echo-model:*=/bin/sh \(script.path)"]
            )
            let note = try await cluster.kubectl(
                "annotate",
                "sdep",
                "echo",
                "note=annotated \(Self.payload)"
            )
            #expect(note.status == 0, "\(note.errors)")
            let event: [String: Any] = [
                "apiVersion": "v1", "kind": "Event", "type": "Warning", "reason": "Hostile",
                "message": "event \(Self.payload)",
                "metadata": ["name": "echo.hostile", "namespace": "default"],
                "involvedObject": [
                    "apiVersion": "machinelearning.seldon.io/v1", "kind": "SeldonDeployment",
                    "name": "echo", "namespace": "default",
                ],
            ]
            let file = cluster.folder.appending(path: "event.json")
            try JSONSerialization.data(withJSONObject: event).write(to: file)
            let created = try await cluster.kubectl("create", "-f", file.path)
            #expect(created.status == 0, "\(created.errors)")
            return cluster
        }

        @Test func `nothing that others write drives the terminal`() async throws {
            let cluster = try await hostileCluster()
            let terminal = try open(cluster)
            #expect(await terminal.shows("serving"), "\(terminal.end)")

            terminal.type("L")
            #expect(await terminal.shows("log ␛]52;c;aGk="), "\(terminal.end)")
            terminal.type("\u{1B}")
            terminal.type("E")
            #expect(await terminal.shows("event ␛]52;c;aGk="), "\(terminal.end)")
            terminal.type("y")
            #expect(await terminal.shows("annotated"), "\(terminal.end)")
            terminal.type("d")
            #expect(await terminal.shows("Annotations:"), "\(terminal.end)")
            terminal.type("i")
            let escaped = Self.payload.unicodeScalars.map { scalar in
                scalar.value < 0x20 || scalar.value > 0x7E
                    ? "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
                    : String(scalar)
            }.joined()
            terminal.type("{\"data\":{\"ndarray\":[\"answer \(escaped)\"]}}\r")
            #expect(await terminal.shows("answered by"), "\(terminal.end)")
            terminal.type("s")
            #expect(await terminal.shows("node by node"), "\(terminal.end)")

            for attack in Self.attacks {
                #expect(!terminal.has(attack), "\(attack.dropFirst()) reached the terminal")
            }
            #expect(await terminal.close() == 0)
            await cluster.stop()
        }

        @Test func `what is printed drives the terminal as little`() async throws {
            let cluster = try await hostileCluster()
            let commands = [
                ["logs", "echo"], ["events", "echo"], ["describe", "echo"], ["get", "-o", "yaml"],
                ["predict", "echo", "--data", "{\"data\":{\"ndarray\":[\"\\u001b]52;c;aGk=\"]}}"],
                ["step", "echo", "--data", "{\"data\":{\"ndarray\":[\"\\u001b]52;c;aGk=\"]}}"],
            ]
            for arguments in commands {
                let terminal = try open(cluster, arguments)
                _ = await terminal.shows("aGk=", within: .seconds(15))
                for attack in Self.attacks {
                    #expect(!terminal.has(attack), "\(arguments): \(attack.dropFirst())")
                }
                _ = await terminal.close()
            }
            await cluster.stop()
        }

        @Test func `a recording that somebody tampered with drives the terminal as little`()
            async throws
        {
            let cluster = try RunningCluster()
            try await cluster.start(["echo-canary.yaml"])
            let path = cluster.folder.appending(path: "recording.jsonl").path
            let recorded = try await cluster.radiant("record", path, "--for", "3s")
            #expect(recorded.status == 0, "\(recorded.errors)")
            let hostile = cluster.folder.appending(path: "hostile.jsonl").path
            try String(contentsOfFile: path, encoding: .utf8)
                .replacing("\"echo\"", with: "\"echo\\u001b]52;c;aGk=\\u0007\\u001b[?9999h\"")
                .write(toFile: hostile, atomically: true, encoding: .utf8)

            for arguments in [["replay", hostile], ["replay", "--plain", hostile]] {
                let terminal = try open(cluster, arguments)
                #expect(await terminal.shows("echo␛]52;c;aGk="), "\(arguments) \(terminal.end)")
                for attack in Self.attacks { #expect(!terminal.has(attack), "\(arguments)") }
                _ = await terminal.close()
            }
            await cluster.stop()
        }

        @Test(arguments: [
            ("rgb:ffff/ffff/ffff", "\u{1B}[38;2;46;52;64m"),
            ("rgb:1a1a/1b1b/1c1c", "\u{1B}[38;2;200;204;212m"),
        ])
        func `the theme follows the background that the terminal tells`(
            background: String,
            text: String
        ) async throws {
            let cluster = try RunningCluster()
            try await cluster.start()

            // A busy machine may take longer to answer than the 100 ms that are waited.
            var isSeen = false
            for _ in 0..<5 where !isSeen {
                let terminal = try open(
                    cluster,
                    environment: ["COLORTERM": "truecolor"],
                    answers: [
                        ("\u{1B}]11;?", "\u{1B}]11;\(background)\u{1B}\\"),
                        ("\u{1B}[c", "\u{1B}[?62;22c"),
                    ]
                )
                #expect(await terminal.shows("fleet"), "\(terminal.end)")
                isSeen = await terminal.shows(text, within: .seconds(5))
                #expect(await terminal.close() == 0)
            }
            #expect(isSeen)
            await cluster.stop()
        }

        @Test func `an answer that comes late is not taken for keys`() async throws {
            let cluster = try RunningCluster()
            try await cluster.start()
            let terminal = try open(cluster)
            #expect(await terminal.shows("fleet"), "\(terminal.end)")

            // As keys these would open the help, and q would leave.
            terminal.type(
                "\u{1B}]11;rgb:ffff/ffff/ffff\u{1B}\\\u{1B}P>|quick(1)\u{1B}\\\u{1B}[?62;4c"
            )
            terminal.type("?")

            #expect(await terminal.shows("what is possible here"), "\(terminal.end)")
            #expect(await terminal.close() == 0)
            await cluster.stop()
        }

        @Test(arguments: [
            ("\u{1B}_Gi=4207", "\u{1B}_Gi=4207;OK\u{1B}\\", "\u{1B}_Ga=T,f=100"),
            ("\u{1B}[>0q", "\u{1B}P>|iTerm2 3.5.0\u{1B}\\", "\u{1B}]1337;File=inline=1"),
            ("\u{1B}[c", "\u{1B}[?62;4;22c", "\u{1B}P0;1;0q"),
        ])
        func `a check is shown by the protocol that the terminal has`(
            question: String,
            answer: String,
            picture: String
        ) async throws {
            let cluster = try RunningCluster()
            try await cluster.start(["checks-reader.yaml"], within: .seconds(150))
            // The last question ends the wait, so it is answered last.
            var answers = [(question: question, answer: answer)]
            if question != "\u{1B}[c" { answers.append(("\u{1B}[c", "\u{1B}[?62;22c")) }
            let terminal = try open(cluster, answers: answers)
            #expect(await terminal.shows("serving"), "\(terminal.end)")

            terminal.type("i\r")

            #expect(await terminal.shows(picture, within: .seconds(60)))
            #expect(await terminal.close() == 0)
            await cluster.stop()
        }
    }
}
