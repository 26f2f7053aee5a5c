public import Documents
public import Kubernetes

/// What was changed, by whom, and what came of it.
public struct AuditEntry: Sendable, Equatable {
    /// When.
    public var at: Moment
    /// Who the API server takes the user for, and the user's name on this machine.
    public var who: String
    /// The context of the kubeconfig.
    public var context: String
    /// What was done.
    public var verb: DeploymentChange.Verb
    /// The kind of the object in lower case, such as `seldondeployment`.
    public var kind: String
    /// To which object.
    public var key: ObjectKey
    /// What was done, in one line.
    public var summary: String
    /// The values from before, by the path of their field.
    public var before: JSON
    /// The values that were asked for, by the path of their field.
    public var after: JSON
    /// `done`, or why it was not.
    public var result: String

    /// An entry.
    init(
        at: Moment,
        who: String,
        context: String,
        _ change: ChangeAccount,
        result: String
    ) {
        self.at = at
        self.who = who
        self.context = context
        verb = change.verb
        kind = change.kind
        key = change.key
        summary = change.summary
        var (before, after) = (JSON.object([:]), JSON.object([:]))
        for difference in change.before.differences(to: change.after) {
            before[difference.path.description] = difference.old ?? .null
            after[difference.path.description] = difference.new ?? .null
        }
        (self.before, self.after) = (before, after)
        self.result = result
    }

    /// The entry as one line of JSON, without the end of the line.
    public var line: String {
        let json: JSON = [
            "at": .string(Timestamp(microseconds: Int64(at.secondsSince1970 * 1e6)).microTime),
            "who": .string(who), "context": .string(context), "verb": .string(verb.rawValue),
            "object": .string("\(kind)/\(key.namespace)/\(key.name)"),
            "summary": .string(summary), "before": before, "after": after,
            "result": .string(result),
        ]
        return json.text(.compact)
    }
}
