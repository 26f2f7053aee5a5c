import HTTPTypes
import Inference
import Serving
import Testing

struct RouteTableTests {
    private func operation(_ method: HTTPRequest.Method, _ path: Substring) -> Operation? {
        if case .call(let operation, _, _) = RouteTable.graph(.seldon).match(method, path) {
            operation
        } else {
            nil
        }
    }

    @Test func `both versions of a path ask for a prediction`() {
        #expect(operation(.post, "/api/v1.0/predictions") == .predict)
        #expect(operation(.post, "/api/v0.1/predictions") == .predict)
    }

    @Test func `a node is named at the end of a path`() {
        #expect(operation(.get, "/api/v1.0/status/iris") == .status(node: "iris"))
        #expect(operation(.get, "/api/v1.0/metadata") == .metadata(node: nil))
        #expect(operation(.get, "/api/v1.0/metadata/") == nil)
        #expect(operation(.get, "/api/v1.0/metadata/a/b") == nil)
    }

    @Test func `a known path with another method is told apart from an unknown one`() {
        guard case .wrongMethod = RouteTable.graph(.seldon).match(.get, "/api/v1.0/predictions")
        else {
            Issue.record("GET of predictions is no wrong method")
            return
        }
        guard case .none = RouteTable.graph(.seldon).match(.get, "/nosuch") else {
            Issue.record("/nosuch is known")
            return
        }
    }
}
