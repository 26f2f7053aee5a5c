import ArgumentParser

/// Steps as they are written on a command line: `20,50,100`.
struct StepsArgument: ExpressibleByArgument, Sendable {
    let values: [Int]

    init(_ values: [Int]) { self.values = values }

    init?(argument: String) {
        let words = argument.split(separator: ",", omittingEmptySubsequences: false)
        let values = words.map { word in Int(word.hasSuffix("%") ? word.dropLast() : word) }
        guard !values.contains(nil) else { return nil }
        self.values = values.compactMap { $0 }
    }

    var defaultValueDescription: String { values.map { "\($0)" }.joined(separator: ",") }
}

/// A share as it is written on a command line: `1%`, `0.5%`, or `none`.
struct PercentArgument: ExpressibleByArgument, Sendable {
    /// The share, 0 to 1 or more; `nil` for none.
    let share: Double?

    init(_ share: Double?) { self.share = share }

    init?(argument: String) {
        if argument == "none" {
            share = nil
            return
        }
        let digits = argument.hasSuffix("%") ? argument.dropLast() : argument[...]
        guard let percent = Double(digits), percent.isFinite, percent >= 0 else { return nil }
        share = percent / 100
    }

    var defaultValueDescription: String {
        guard let percent = share.map({ $0 * 100 }) else { return "none" }
        return percent == percent.rounded() ? "\(Int(percent))%" : "\(percent)%"
    }
}
