import Documents
import Operations

extension ConfigurationReader {
    /// Reads thresholds by the names of deployments, `default` being those of all others.
    func thresholds(_ node: YAMLNode) throws(ConfigurationError) -> ThresholdRules {
        var rules = ThresholdRules()
        let members = try members(node)
        // What holds elsewhere comes first, wherever it stands: the rules build on it.
        for member in members where member.name == "default" {
            rules.standard = try thresholds(member.value, over: .standard)
        }
        for member in members where member.name != "default" {
            let thresholds = try thresholds(member.value, over: rules.standard)
            rules.rules.append(ThresholdRules.Rule(member.name, thresholds))
        }
        return rules
    }

    private func thresholds(
        _ node: YAMLNode,
        over usual: Thresholds
    ) throws(ConfigurationError) -> Thresholds {
        var thresholds = usual
        for member in try members(node) {
            switch member.name {
            case "slow": thresholds.slow = try duration(member.value)
            case "too-slow": thresholds.tooSlow = try duration(member.value)
            case "some-errors": thresholds.someErrors = try share(member.value)
            case "many-errors": thresholds.manyErrors = try share(member.value)
            default:
                throw unknown(member, ["slow", "too-slow", "some-errors", "many-errors"])
            }
        }
        return thresholds
    }

    private func duration(_ node: YAMLNode) throws(ConfigurationError) -> Duration {
        guard let duration = DurationArgument(argument: try text(node)) else {
            throw invalid(node, "a time is expected here", hint: "such as 300ms or 2s")
        }
        return duration.value
    }

    /// A share as `1%` or `0.01`.
    private func share(_ node: YAMLNode) throws(ConfigurationError) -> Double {
        let text = try text(node)
        let isPercent = text.hasSuffix("%")
        let number = Double(isPercent ? text.dropLast() : text[...])
        guard let share = number.map({ isPercent ? $0 / 100 : $0 }), (0...1).contains(share) else {
            throw invalid(node, "a share is expected here", hint: "such as 1% or 0.01")
        }
        return share
    }
}
