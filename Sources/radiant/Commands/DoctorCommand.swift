import ArgumentParser
import Operations

struct DoctorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "What of the cluster can be reached, and what is missing, with a remedy each.",
        discussion: "Example: radiant doctor -n models"
    )

    @OptionGroup var cluster: ClusterOptions

    func run() async throws {
        let connection = try Connection(cluster)
        var isWell = true
        for await finding in connection.operations.examine(namespace: connection.namespace) {
            isWell = isWell && finding.verdict != .bad
            let mark =
                switch finding.verdict {
                case .good: "ok     "
                case .remark: "note   "
                case .bad: "MISSING"
                }
            Output.print("\(mark) \(finding.subject)\n")
            if let remedy = finding.remedy { Output.print("        \(remedy)\n") }
        }
        if !isWell { throw ExitCode(ExitStatus.failed) }
    }
}
