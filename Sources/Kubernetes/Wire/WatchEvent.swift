public import Documents

/// One line of a watch, as the server says it.
public enum WatchEvent: Sendable, Equatable {
    /// An object came into view.
    case added(JSON)
    /// An object changed.
    case modified(JSON)
    /// An object left the view; its last state.
    case deleted(JSON)
    /// Nothing changed up to this version.
    case bookmark(resourceVersion: String)
    /// All objects that were there when a watch with initial events began have been sent; they are
    /// those of this version.
    case initialEventsEnded(resourceVersion: String)
    /// The watch is at its end, for this reason; code 410 asks for a new list.
    case failed(APIStatus)

    /// Reads one line.
    ///
    /// - Parameters:
    ///   - line: The line, without its end.
    ///   - projection: What of it is of interest, made by `line(keeping:)`.
    /// - Throws: `DocumentError`; a type that is not known is `DocumentError.malformed`.
    public init(line: [UInt8], keeping projection: Projection = .all) throws(DocumentError) {
        let json = try JSON(parsing: line, keeping: projection)
        let object = json["object"] ?? .null
        switch json["type"]?.string {
        case "ADDED": self = .added(object)
        case "MODIFIED": self = .modified(object)
        case "DELETED": self = .deleted(object)
        case "BOOKMARK":
            let metadata = object["metadata"]
            let version = metadata?["resourceVersion"]?.string ?? ""
            let isEnd = metadata?["annotations"]?["k8s.io/initial-events-end"]?.string == "true"
            self =
                isEnd
                ? .initialEventsEnded(resourceVersion: version)
                : .bookmark(resourceVersion: version)
        case "ERROR":
            let fallback = APIStatus(
                code: 500,
                reason: "InternalError",
                message: "the watch ended with an error that is no Status"
            )
            self = .failed(APIStatus(json: object) ?? fallback)
        case let type:
            let problem = "a watch event of unknown type \(type ?? "(none)")"
            throw .malformed(problem, Position(line: 1, column: 1))
        }
    }

    /// What is of interest of a line when some of the objects is: that, and all of what a server says
    /// that is no object.
    public static func line(keeping projection: Projection) -> Projection {
        let message: Projection = [
            "kind": .all, "apiVersion": .all, "status": [:], "code": .all, "reason": .all,
            "message": .all, "details": .all,
            "metadata": [
                "name": .all, "namespace": .all, "uid": .all, "resourceVersion": .all,
                "annotations": ["k8s.io/initial-events-end": .all],
            ],
        ]
        return ["type": .all, "object": projection.merging(message)]
    }
}
