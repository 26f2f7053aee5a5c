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
    /// The watch is at its end, for this reason; code 410 asks for a new list.
    case failed(APIStatus)

    /// Reads one line.
    ///
    /// - Throws: `DocumentError`; a type that is not known is `DocumentError.malformed`.
    public init(line: [UInt8]) throws(DocumentError) {
        let json = try JSON(parsing: line)
        let object = json["object"] ?? .null
        switch json["type"]?.string {
        case "ADDED": self = .added(object)
        case "MODIFIED": self = .modified(object)
        case "DELETED": self = .deleted(object)
        case "BOOKMARK":
            self = .bookmark(resourceVersion: object["metadata"]?["resourceVersion"]?.string ?? "")
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
}
