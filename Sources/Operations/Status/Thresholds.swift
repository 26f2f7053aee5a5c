/// From what on a deployment counts as slow or as failing.
public struct Thresholds: Sendable, Hashable, Codable {
    /// From which p99 on it needs a look.
    public var slow: Duration
    /// From which p99 on it is in trouble, or `nil` when slowness alone never is.
    public var tooSlow: Duration?
    /// From which share of failed requests on it needs a look, 0 to 1.
    public var someErrors: Double
    /// From which share of failed requests on it is in trouble, 0 to 1.
    public var manyErrors: Double

    /// Limits for latency and errors.
    public init(
        slow: Duration = .seconds(2),
        tooSlow: Duration? = nil,
        someErrors: Double = 0.01,
        manyErrors: Double = 0.05
    ) {
        self.slow = slow
        self.tooSlow = tooSlow
        self.someErrors = someErrors
        self.manyErrors = manyErrors
    }

    /// What holds where nothing else was said: 2 s at p99, 1 % and 5 % of errors.
    public static let standard = Thresholds()
}

/// The thresholds of a fleet: those of the last rule that a deployment's name meets.
public struct ThresholdRules: Sendable, Hashable {
    /// Thresholds for some deployments.
    public struct Rule: Sendable, Hashable {
        /// `NAMESPACE/NAME` or `NAME`, with `*` for any characters.
        public var pattern: String
        /// What holds for them.
        public var thresholds: Thresholds

        /// A rule for the deployments that a pattern names.
        public init(_ pattern: String, _ thresholds: Thresholds) {
            self.pattern = pattern
            self.thresholds = thresholds
        }
    }

    /// What holds where no rule does.
    public var standard: Thresholds
    /// The rules; later ones win.
    public var rules: [Rule]

    /// Rules over what holds elsewhere.
    public init(standard: Thresholds = .standard, rules: [Rule] = []) {
        self.standard = standard
        self.rules = rules
    }

    /// What holds for a deployment.
    public func thresholds(of deployment: DeploymentID) -> Thresholds {
        rules.last { rule in
            let name =
                rule.pattern.contains("/")
                ? "\(deployment.namespace)/\(deployment.name)" : deployment.name
            return name.matches(glob: rule.pattern)
        }?.thresholds ?? standard
    }
}

extension String {
    /// Whether the text is what a pattern with `*` for any characters describes.
    func matches(glob pattern: String) -> Bool {
        let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
        guard parts.count > 1, let first = parts.first, let last = parts.last else {
            return self == pattern
        }
        guard hasPrefix(first), hasSuffix(last), count >= first.count + last.count else {
            return false
        }
        var rest = dropFirst(first.count).dropLast(last.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let found = rest.firstRange(of: part) else { return false }
            rest = rest[found.upperBound...]
        }
        return true
    }
}
