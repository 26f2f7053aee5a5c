import Documents
import HTTP
import HTTPTypes
import Kubernetes
import KubernetesClient
import Synchronization
import Testing

@testable import Operations

struct RightsTests {
    private func rules(_ rules: JSON, isIncomplete: Bool = false) -> ReviewedRules {
        ReviewedRules(status: ["resourceRules": rules, "incomplete": .bool(isIncomplete)])
    }

    @Test func `wildcards of verbs, groups, resources and subresources are RBAC's`() {
        let all = rules([["verbs": ["*"], "apiGroups": ["*"], "resources": ["*"]]])
        let logs = rules([["verbs": ["get"], "apiGroups": [""], "resources": ["*/log"]]])
        let seldon = rules([
            [
                "verbs": ["patch", "list"], "apiGroups": ["machinelearning.seldon.io"],
                "resources": ["seldondeployments"],
            ]
        ])

        #expect(Permission.offered.allSatisfy(all.allow))
        #expect(Permission.offered.filter(logs.allow) == [.readLogs])
        #expect(Permission.offered.filter(seldon.allow) == [.changeDeployments])
    }

    @Test func `a rule for certain objects only allows nothing on all of them`() {
        let named = rules([
            [
                "verbs": ["*"], "apiGroups": ["*"], "resources": ["*"], "resourceNames": ["checks"],
            ]
        ])

        #expect(!named.allow(.deleteDeployments))
    }

    @Test func `what an authorizer cannot list is asked one by one`() async {
        let asked = Mutex<[String]>([])
        let server = ClosureHandler { request in
            let body = (try? JSON(parsing: await request.body.collected())) ?? .null
            guard request.path.hasSuffix("selfsubjectaccessreviews") else {
                let status: JSON = ["status": ["resourceRules": [], "incomplete": true]]
                return Response(.created, body: .bytes(status.bytes()))
            }
            let attributes = body["spec"]?["resourceAttributes"]
            let verb = attributes?["verb"]?.string ?? ""
            asked.withLock { $0.append(verb) }
            let status: JSON = ["status": ["allowed": .bool(verb == "delete")]]
            return Response(.created, body: .bytes(status.bytes()))
        }
        let client = APIClient(
            ClusterEndpoint(server: "http://test"),
            over: InProcessTransport(to: server)
        )

        let granted = await RightsReview(client: client).granted(in: "models")

        #expect(granted == [.deleteDeployments, .deletePods])
        #expect(asked.withLock(\.count) == Permission.offered.count)
    }

    @Test func `what is not known yet is no objection`() {
        let rights = Rights([.readLogs], in: "models")

        #expect(rights.objection(to: .deletePods, in: "elsewhere") == nil)
        #expect(
            rights.objection(to: .deletePods, in: "models")
                == "the right to delete pods in models is missing"
        )
        #expect(rights.forbidAllChanges)
        #expect(!Rights().forbidAllChanges)
    }
}
