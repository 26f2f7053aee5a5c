import Documents
import Failures
import Glibc
import Kubernetes
import Operations

/// Until when production contexts are unlocked for this user, between two runs.
struct ProductionLock {
    private let path: String

    init(environment: [String: String] = Environment.variables) {
        path = StateFile.folder(environment) + "/unlocked.json"
    }

    /// Until when a context is unlocked; `nil` when it is not.
    func unlockedUntil(_ context: String) -> Moment? {
        guard let bytes = try? InputFile.bytes(at: path), let json = try? JSON(parsing: bytes),
            let seconds = json[context]?.double
        else { return nil }
        return Moment(secondsSince1970: seconds)
    }

    /// Unlocks a context until a moment; `nil` locks it.
    ///
    /// - Throws: `OperationsError.unreadable`.
    func unlock(_ context: String, until moment: Moment?) throws {
        let bytes = try? InputFile.bytes(at: path)
        var json = bytes.flatMap { try? JSON(parsing: $0) } ?? .object([:])
        json[context] = moment.map { .double($0.secondsSince1970) }
        try? StateFile(path: path + ".new").replace(with: json.text(.compact) + "\n")
        guard rename(path + ".new", path) == 0 else {
            throw OperationsError.unreadable(
                path: path,
                reason: String(cString: strerror(errno)).lowercased()
            )
        }
    }
}

extension ChangePolicy {
    /// The policy for a context.
    ///
    /// - Parameters:
    ///   - context: The context.
    ///   - production: The patterns that the configuration has for production, if any.
    ///   - environment: Its `RADIANT_PRODUCTION`, with commas between patterns, goes before those.
    init(context: String, production: [String]?, environment: [String: String]) {
        let named = environment["RADIANT_PRODUCTION"].map(ProductionGuard.init(parsing:))
        let production = named ?? production.map { ProductionGuard(patterns: $0) }
        self.init(
            isProduction: (production ?? ProductionGuard()).covers(context),
            unlockedUntil: ProductionLock(environment: environment).unlockedUntil(context)
        )
    }
}
