import HTTP
import Kubernetes

/// How a list or watch is to be made.
struct ListOptions: Sendable {
    /// The most objects of a page; `nil` for all.
    var limit: Int?
    var continuation: ContinueToken?
    /// The version asked for; 0 for any, `nil` for the newest.
    var version: Int?
    var match: String?
    /// When a watch ends.
    var timeout: Duration?
    var wantsBookmarks = false
    var wantsInitialEvents = false

    /// Reads the options of a query.
    init(_ query: Query, isWatch: Bool) throws(APIStatus) {
        if let text = query["limit"], !text.isEmpty {
            limit = Int(text).flatMap { $0 > 0 ? $0 : nil }
        }
        if let text = query["resourceVersion"], !text.isEmpty {
            guard let number = Int(text), number >= 0 else {
                throw ListOptions.badVersion(text, isWatch: isWatch)
            }
            version = number
        }
        match = query["resourceVersionMatch"]
        if let text = query["continue"], !text.isEmpty { continuation = try ContinueToken(text) }
        // 0 means what the server thinks fit, as at the real one.
        timeout = query["timeoutSeconds"].flatMap(Int.init).flatMap { $0 > 0 ? .seconds($0) : nil }
        wantsBookmarks = query.isTrue("allowWatchBookmarks")
        wantsInitialEvents = query.isTrue("sendInitialEvents")
        if query["sendInitialEvents"] != nil, isWatch, match != "NotOlderThan" {
            let problem = "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan"
            throw .invalid(
                ResourceKind("ListOptions", plural: "", group: "meta.k8s.io"),
                name: "",
                [FieldProblem(.forbidden, "resourceVersionMatch", problem)]
            )
        }
    }

    private static func badVersion(_ text: String, isWatch: Bool) -> APIStatus {
        let problem =
            "resourceVersion: Invalid value: \"\(text)\": strconv.ParseUint: parsing "
            + "\"\(text)\": invalid syntax"
        // The real server answers the one without a reason and the other with one.
        return isWatch
            ? APIStatus(code: 500, reason: "", message: problem)
            : .badRequest("invalid resource version: " + problem)
    }
}

extension Query {
    /// Whether a parameter is there and not false.
    func isTrue(_ name: String) -> Bool {
        self[name].map { $0 == "true" || $0 == "1" || $0.isEmpty } ?? false
    }
}
