/// A message on its way to the log of payloads.
struct PayloadEvent: Sendable {
    enum Kind: String, Sendable {
        case request = "io.seldon.serving.inference.request"
        case response = "io.seldon.serving.inference.response"
        case feedback = "io.seldon.serving.feedback"
    }

    var kind: Kind
    var node: String
    /// Where it is sent; `nil` for the endpoint that all share.
    var url: String?
    var message: NodeMessage
    var puid: String

    init(_ kind: Kind, node: String, url: String?, _ message: NodeMessage, puid: String) {
        self.kind = kind
        self.node = node
        self.url = url
        self.message = message
        self.puid = puid
    }
}
