import Kubernetes

/// What must be given before a change is made on this cluster.
public struct ChangePolicy: Sendable, Hashable {
    /// Whether the context is production.
    public var isProduction: Bool
    /// Until when production is unlocked, or `nil` when it is locked.
    public var unlockedUntil: Moment?
    /// The names that the user typed to say that a dangerous change is meant.
    public var typedName: String?

    /// A policy.
    public init(
        isProduction: Bool = false,
        unlockedUntil: Moment? = nil,
        typedName: String? = nil
    ) {
        self.isProduction = isProduction
        self.unlockedUntil = unlockedUntil
        self.typedName = typedName
    }

    /// Whether changes are let through at a moment.
    public func isUnlocked(at now: Moment) -> Bool {
        !isProduction || unlockedUntil.map { now < $0 } ?? false
    }

    /// Lets a change through, or says what is missing.
    ///
    /// Aborting is never held up: it takes traffic away from what is suspected.
    /// - Throws: `OperationsError.locked`, `.nameNotTyped`.
    func permit(_ change: ChangeAccount, at now: Moment) throws(OperationsError) {
        guard isProduction, change.verb != .abort else { return }
        guard isUnlocked(at: now) else { throw .locked(deployment: change.key.name) }
        if let danger = change.dangers.first, typedName != change.key.name {
            throw .nameNotTyped(deployment: change.key.name, danger: danger.words)
        }
    }
}

extension DeploymentChange.Danger {
    /// What the change does, in a few words.
    public var words: String {
        switch self {
        case .weightZero(let name): "it takes all traffic from \(name)"
        case .allTraffic(let name): "it gives all traffic to \(name)"
        case .removal(let name): "it removes predictor \(name)"
        case .deletion: "it deletes the deployment and all that belongs to it"
        }
    }
}
