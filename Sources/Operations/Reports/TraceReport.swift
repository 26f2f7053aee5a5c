import Failures

/// What each node of a graph got and returned, for a person at a terminal.
public struct TraceReport: Sendable {
    private let trace: StepTrace

    /// A report of a request that was taken through a graph node by node.
    public init(_ trace: StepTrace) {
        self.trace = trace
    }

    /// One part a node: what it was asked, how long it took, what it got and returned.
    public var lines: [String] {
        trace.steps.enumerated().flatMap { number, step in
            Self.head(of: step, number: number + 1)
                + Self.message("got", step.request) + Self.answer(of: step) + [""]
        }
    }

    /// The first line of a step.
    public static func head(of step: StepRecord, number: Int) -> [String] {
        let branch = step.branch.map { ", on to \($0)" } ?? ""
        return ["\(number). \(step.node) \(step.method)  \(step.duration.inWords)\(branch)"]
    }

    /// What a node returned, or why it returned nothing.
    public static func answer(of step: StepRecord) -> [String] {
        switch step.answer {
        case .success(let answer): return message("returned", answer)
        case .failure(let failure):
            return ["  failed: \(failure.message)"] + (failure.hint.map { ["  \($0)"] } ?? [])
        }
    }

    /// A message below a word that says which one it is.
    public static func message(_ word: String, _ message: StepRecord.Message) -> [String] {
        let picture = message.picture == nil ? "" : ", with an image"
        return ["  \(word) (\(message.size) bytes\(picture))"] + message.lines.map { "    \($0)" }
    }
}
