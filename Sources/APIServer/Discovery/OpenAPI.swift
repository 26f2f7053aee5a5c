import HTTP

/// The schemas of the API, in the two forms that clients ask for.
enum OpenAPI {
    /// Answers a request for a path such as `openapi/v3/apis/apps/v1`.
    static func respond(to request: Request, _ parts: [String]) -> Response? { nil }
}
