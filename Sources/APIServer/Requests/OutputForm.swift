import HTTP
import HTTPTypes
import Kubernetes

/// In which form a client wants its answer, by its `Accept`.
struct OutputForm: Sendable {
    /// How much of an object there is.
    enum Content: Sendable {
        case whole
        case metadataOnly
        /// Rows of a table, in a version of `meta.k8s.io`, with this much of the object in each.
        case table(version: String, include: String)
    }

    var content = Content.whole
    var isYAML = false
    /// Whether the text is indented.
    var isPretty = false

    static let accepted = [
        "application/json", "application/yaml", "application/vnd.kubernetes.protobuf",
    ]

    /// Chooses the first form of `Accept` that can be made; `nil` when none can.
    init?(_ request: Request) {
        let accept = request.head.headerFields[.accept] ?? ""
        let agent = request.head.headerFields[.userAgent] ?? ""
        let query = request.query
        if let pretty = query["pretty"] {
            isPretty = pretty == "true" || pretty == "1"
        } else {
            isPretty = ["curl", "Wget", "Mozilla/"].contains { agent.hasPrefix($0) }
        }
        let ranges = accept.split(separator: ",").map(MediaRange.init)
        guard !ranges.isEmpty else { return }
        for range in ranges {
            switch range.type {
            case "application/json", "*/*", "application/*": break
            case "application/yaml": isYAML = true
            default: continue
            }
            let version = range.parameters["v"] ?? "v1"
            switch range.parameters["as"] {
            case nil: content = .whole
            case "Table" where ["v1", "v1beta1"].contains(version):
                content = .table(version: version, include: query["includeObject"] ?? "Metadata")
            case "PartialObjectMetadata", "PartialObjectMetadataList": content = .metadataOnly
            default: continue
            }
            return
        }
        return nil
    }

    /// Plain JSON.
    init() {}
}

/// One alternative of `Accept`.
struct MediaRange: Sendable {
    var type: String
    var parameters: [String: String] = [:]

    init(_ text: Substring) {
        let parts = text.split(separator: ";").map { part in
            part.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
        }.map { String($0) }
        type = parts.first?.lowercased() ?? ""
        for part in parts.dropFirst() {
            let pair = part.split(separator: "=", maxSplits: 1)
            if pair.count == 2 { parameters[String(pair[0])] = String(pair[1]) }
        }
    }
}
