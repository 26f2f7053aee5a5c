import ArgumentParser
import Documents
import Glibc
import Operations
import Terminal

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "What of the cluster can be reached, and what is missing, with a remedy each.",
        discussion: """
            Example: radiant doctor -n models

            Exit status: 0 when everything that the console cannot do without is there, else 1.
            """
    )

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case text, json
    }

    @Option(name: [.short, .long], help: "text or json.")
    var output = Format.text

    @OptionGroup var cluster: ClusterOptions

    func run() async throws {
        let connection = try Connection(cluster)
        var findings: [Finding] = []
        let examination = connection.operations.examine(
            namespace: connection.namespace,
            prometheus: connection.prometheus
        )
        for await finding in examination {
            findings.append(finding)
            show(finding)
        }
        for finding in TerminalExamination(Environment.variables).findings {
            findings.append(finding)
            show(finding)
        }
        if output == .json { Output.printDocument(document(findings).text(.indented) + "\n") }
        if findings.contains(where: { $0.verdict == .bad }) { throw ExitCode(ExitStatus.failed) }
    }

    private func show(_ finding: Finding) {
        guard output == .text else { return }
        let mark =
            switch finding.verdict {
            case .good: "ok     "
            case .remark: "note   "
            case .bad: "MISSING"
            }
        Output.print("\(mark) \(finding.subject)\n")
        if let remedy = finding.remedy { Output.print("        \(remedy)\n") }
    }

    private func document(_ findings: [Finding]) -> JSON {
        .array(
            findings.map { finding in
                var json: JSON = [
                    "verdict": .string(finding.verdict.rawValue),
                    "subject": .string(finding.subject),
                ]
                if let remedy = finding.remedy { json["remedy"] = .string(remedy) }
                return json
            }
        )
    }
}

/// What the terminal can show of the dashboard.
struct TerminalExamination {
    private let variables: [String: String]

    init(_ variables: [String: String]) { self.variables = variables }

    var findings: [Finding] {
        let environment = TerminalEnvironment(variables: variables)
        guard isatty(STDOUT_FILENO) == 1 else {
            return [Finding(.good, "the standard output is no terminal, so none is looked at")]
        }
        var findings: [Finding] = []
        if environment.isAddressable {
            findings.append(Finding(.good, "the terminal is a \(environment.term)"))
        } else {
            findings.append(
                Finding(
                    .bad,
                    "TERM is \"\(environment.term)\", on which no screen can be drawn",
                    remedy: "set it, such as to xterm-256color; or use: radiant dashboard --plain"
                )
            )
        }
        if !environment.isUnicode {
            findings.append(
                Finding(
                    .remark,
                    "the locale is not UTF-8: graphs are drawn with ASCII",
                    remedy: "set LC_ALL=C.UTF-8"
                )
            )
        }
        var size = winsize()
        if ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col < 80 || size.ws_row < 24
        {
            findings.append(
                Finding(
                    .remark,
                    "the terminal is \(size.ws_col)x\(size.ws_row): some columns are left out",
                    remedy: "80x24 shows the fleet, 120x36 a graph with its figures"
                )
            )
        }
        return findings
    }
}
