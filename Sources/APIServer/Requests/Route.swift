import HTTP
import HTTPTypes
import Kubernetes

/// Where a path leads.
enum Route {
    /// To a collection, an object or a part of one.
    case resource(Target)
    /// To a question that is answered from the rights of who asks.
    case review(group: String, kind: String)
    /// To a document, such as discovery.
    case document(String)

    /// Whether what is asked for may last as long as the client likes.
    var lasts: Bool {
        guard case .resource(let target) = self else { return false }
        return ["attach", "exec", "log", "portforward", "proxy"].contains(target.subresource)
    }

    /// The parts of a path that leads to objects.
    struct Target {
        var kind: ServedKind
        var version: String
        var namespace: String?
        var name: String?
        var subresource: String?
        var rest = ""
    }

    /// Reads a path as it was sent.
    init(_ path: Substring) {
        let document = String(path)
        var parts = path.split(separator: "/", omittingEmptySubsequences: true)[...]
        let group: String
        switch parts.popFirst() {
        case "api": group = ""
        case "apis":
            group = parts.popFirst().map(String.init) ?? ""
        default:
            self = .document(document)
            return
        }
        guard let version = parts.popFirst().map(String.init), !parts.isEmpty else {
            self = .document(document)
            return
        }
        var namespace: String?
        if parts.first == "namespaces", parts.count > 2,
            !["status", "finalize"].contains(parts[parts.startIndex + 2])
        {
            namespace = percentDecoded(parts[parts.startIndex + 1])
            parts = parts.dropFirst(2)
        }
        let plural = parts.popFirst().map(String.init) ?? ""
        if let review = Review.named(group: group, version: version, plural: plural) {
            self = .review(group: group, kind: review)
            return
        }
        guard let kind = ServedKind.named(group: group, version: version, plural: plural),
            kind.resource.isNamespaced || namespace == nil
        else {
            self = .document(document)
            return
        }
        var target = Target(kind: kind, version: version, namespace: namespace)
        target.name = parts.popFirst().map { percentDecoded($0) }
        target.subresource = parts.popFirst().map(String.init)
        if target.subresource == "proxy" {
            target.rest = parts.joined(separator: "/") + (path.hasSuffix("/") ? "/" : "")
            if parts.isEmpty { target.rest = "" }
        } else if !parts.isEmpty {
            self = .document(document)
            return
        }
        self = .resource(target)
    }
}

extension Route.Target {
    /// The verb of a method here, in the words of RBAC; `nil` when there is none.
    func verb(_ method: HTTPRequest.Method, isWatch: Bool) -> String? {
        let isCollection = name == nil
        switch method {
        case .get, .head:
            return isCollection ? (isWatch ? "watch" : "list") : "get"
        case .post: return isCollection || subresource != nil ? "create" : nil
        case .put: return isCollection ? nil : "update"
        case .patch: return isCollection ? nil : "patch"
        case .delete: return isCollection ? "deletecollection" : "delete"
        default: return nil
        }
    }

    /// Whether the kind has this subresource with this verb.
    func allows(_ verb: String) -> Bool {
        let change = ["get", "patch", "update"].contains(verb)
        switch subresource {
        case nil: return kind.verbs.contains(verb)
        case "status": return kind.hasStatus && change
        case "scale": return kind.hasScale && change
        case let name?:
            return kind.subresources.first { $0.name == name }?.verbs.contains(verb) ?? false
        }
    }

    /// Whether the path names something that exists here at all.
    var exists: Bool {
        switch subresource {
        case nil: true
        case "status": kind.hasStatus
        case "scale": kind.hasScale
        case let name?: kind.subresources.contains { $0.name == name }
        }
    }
}
