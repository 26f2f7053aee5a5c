public import Documents
import Kubernetes

/// The last revisions of one deployment, the newest last.
public struct RevisionHistory: Sendable, Equatable {
    /// How many revisions are kept.
    public static let countLimit = 20
    /// How many bytes all of them may have: a quarter of what the API server takes in one object.
    public static let sizeLimit = 256 << 10

    /// The revisions, the newest last.
    public private(set) var revisions: [Revision] = []

    /// A history of nothing.
    public init() {}

    /// Reads the data of a ConfigMap; entries that make no sense are left out.
    init(data: JSON) {
        revisions = data.members.compactMap { _, value in
            value.string.flatMap { try? JSON(parsing: Array($0.utf8)) }.flatMap(Revision.init)
        }.sorted { $0.number < $1.number }
    }

    /// The data for a ConfigMap.
    var data: JSON {
        var data: JSON = .object([:])
        for revision in revisions {
            data[RevisionHistory.key(revision.number)] = .string(revision.json.text(.compact))
        }
        return data
    }

    private static func key(_ number: Int) -> String { "revision-\(number)" }

    /// The number that the next revision gets.
    var nextNumber: Int { (revisions.last?.number ?? 0) + 1 }

    /// Adds a revision and forgets the oldest ones past the limits.
    mutating func append(_ revision: Revision) {
        revisions.append(revision)
        while revisions.count > 1,
            revisions.count > RevisionHistory.countLimit
                || data.bytes().count > RevisionHistory.sizeLimit
        {
            revisions.removeFirst()
        }
    }

    /// Takes a revision away whose change did not come about.
    mutating func remove(_ number: Int) { revisions.removeAll { $0.number == number } }

    /// The revision to go back to: the newest that is not taken back already and that is not what
    /// the deployment is now.
    public func candidate(for spec: JSON) -> Revision? {
        var limit = Int.max
        for revision in revisions.reversed() where revision.number < limit {
            if let undone = revision.undone {
                limit = undone
            } else if revision.before != spec {
                return revision
            }
        }
        return nil
    }

    /// The revision of a number.
    public func revision(_ number: Int) -> Revision? {
        revisions.first { $0.number == number }
    }
}
