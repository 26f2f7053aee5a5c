public import Documents

/// What a deployment was before one change, so that the change can be taken back.
public struct Revision: Sendable, Equatable {
    /// Its number, counted up from 1 for each deployment.
    public var number: Int
    /// When the change was made.
    public var at: Moment
    /// Who made it.
    public var by: String
    /// What was done.
    public var verb: DeploymentChange.Verb
    /// What was done, in one line.
    public var summary: String
    /// The spec from before.
    public var before: JSON
    /// The number of the revision that this change took back, when it was an undo.
    public var undone: Int?

    /// A revision.
    public init(
        number: Int,
        at: Moment,
        by: String,
        verb: DeploymentChange.Verb,
        summary: String,
        before: JSON,
        undone: Int? = nil
    ) {
        self.number = number
        self.at = at
        self.by = by
        self.verb = verb
        self.summary = summary
        self.before = before
        self.undone = undone
    }
}

extension Revision {
    init?(json: JSON) {
        guard let number = json["number"]?.int, let at = json["at"]?.double,
            let verb = json["verb"]?.string.flatMap(DeploymentChange.Verb.init),
            let before = json["before"], before.object != nil
        else { return nil }
        self.init(
            number: number,
            at: Moment(secondsSince1970: at),
            by: json["by"]?.string ?? "",
            verb: verb,
            summary: json["summary"]?.string ?? "",
            before: before,
            undone: json["undone"]?.int
        )
    }

    var json: JSON {
        var json: JSON = [
            "number": .int(number), "at": .double(at.secondsSince1970), "by": .string(by),
            "verb": .string(verb.rawValue), "summary": .string(summary), "before": before,
        ]
        if let undone { json["undone"] = .int(undone) }
        return json
    }
}
