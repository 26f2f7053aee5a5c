import Documents
import HTTP
import HTTPTypes
import Kubernetes
import Testing

@testable import APIServer

struct ObjectTests {
    @Test func `what was created can be read and listed`() async throws {
        let cluster = try await TestCluster()

        let made = try await cluster.create(Sample.graphs, Sample.graph("iris"))
        let read = try await cluster.get(Sample.graphs + "/iris")
        let list = try await cluster.get(Sample.graphs)

        #expect(made == read)
        #expect(read["metadata"]?["generation"] == 1)
        #expect(read["metadata"]?["uid"]?.string?.count == 36)
        #expect(list["items"]?.elements == [read])
        #expect(list["kind"] == "SeldonDeploymentList")
    }

    @Test(arguments: ["v1", "v1alpha2", "v1alpha3"])
    func `a graph is served in each of its versions`(_ version: String) async throws {
        let cluster = try await TestCluster()
        try await cluster.create(Sample.graphs, Sample.graph("iris"))
        let path = "/apis/machinelearning.seldon.io/\(version)/seldondeployments"

        let list = try await cluster.get(path)

        #expect(list["apiVersion"]?.string == "machinelearning.seldon.io/\(version)")
        #expect(
            list["items"]?[0]?["apiVersion"]?.string == "machinelearning.seldon.io/\(version)"
        )
    }

    @Test func `a name can be generated`() async throws {
        let cluster = try await TestCluster()
        var map = Sample.configMap("")
        map["metadata"] = ["generateName": "piece-"]

        let made = try await cluster.create("/api/v1/namespaces/models/configmaps", map)

        #expect(made["metadata"]?["name"]?.string?.hasPrefix("piece-") == true)
        #expect(made["metadata"]?["name"]?.string?.count == 11)
    }

    @Test func `only a change of the desired state counts as a generation`() async throws {
        let cluster = try await TestCluster()
        var graph = try await cluster.create(Sample.graphs, Sample.graph("iris"))
        graph["metadata"]?["labels"] = ["team": "vision"]

        graph = try await cluster.json(.put, Sample.graphs + "/iris", graph.text()).json
        #expect(graph["metadata"]?["generation"] == 1)

        graph["spec"]?["replicas"] = 2
        graph = try await cluster.json(.put, Sample.graphs + "/iris", graph.text()).json
        #expect(graph["metadata"]?["generation"] == 2)

        graph["status"] = ["state": "Available"]
        graph["spec"]?["replicas"] = 9
        graph = try await cluster.json(.put, Sample.graphs + "/iris/status", graph.text()).json
        #expect(graph["metadata"]?["generation"] == 2)
        #expect(graph["spec"]?["replicas"] == 2)
        #expect(graph["status"]?["state"] == "Available")
    }

    @Test func `of two writers from one version the second is told to look again`() async throws {
        let cluster = try await TestCluster()
        var graph = try await cluster.create(Sample.graphs, Sample.graph("iris"))
        let stale = graph
        graph["spec"]?["replicas"] = 2
        _ = try await cluster.json(.put, Sample.graphs + "/iris", graph.text())

        let (status, answer) = try await cluster.json(
            .put,
            Sample.graphs + "/iris",
            stale.text()
        )

        #expect(status == 409)
        #expect(answer["reason"] == "Conflict")
    }

    @Test func `a write that changes nothing is none`() async throws {
        let cluster = try await TestCluster()
        let graph = try await cluster.create(Sample.graphs, Sample.graph("iris"))

        let again = try await cluster.json(.put, Sample.graphs + "/iris", graph.text()).json

        #expect(again["metadata"]?["resourceVersion"] == graph["metadata"]?["resourceVersion"])
    }

    @Test func `a dry run leaves no trace`() async throws {
        let cluster = try await TestCluster()

        let (status, made) = try await cluster.json(
            .post,
            Sample.graphs + "?dryRun=All",
            Sample.graph("iris").text()
        )
        let (after, _) = try await cluster.json(.get, Sample.graphs + "/iris")

        #expect(status == 201)
        #expect(made["metadata"]?["resourceVersion"] == nil)
        #expect(after == 404)
    }

    @Test func `pages of a list make the whole list`() async throws {
        let cluster = try await TestCluster()
        let path = "/api/v1/namespaces/models/configmaps"
        for index in 0..<7 { try await cluster.create(path, Sample.configMap("map-\(index)")) }

        var names: [String] = []
        var page = try await cluster.get(path + "?limit=3")
        #expect(page["metadata"]?["remainingItemCount"] == 4)
        while true {
            names += (page["items"]?.elements ?? []).compactMap { $0["metadata"]?["name"]?.string }
            let token = page["metadata"]?["continue"]?.string ?? ""
            if token.isEmpty { break }
            page = try await cluster.get(path + "?limit=3&continue=\(token)")
        }

        #expect(names == (0..<7).map { "map-\($0)" })
    }

    @Test func `all pages of a list show what was there at the first`() async throws {
        let cluster = try await TestCluster()
        let path = "/api/v1/namespaces/models/configmaps"
        for index in 0..<4 { try await cluster.create(path, Sample.configMap("map-\(index)")) }
        let first = try await cluster.get(path + "?limit=2")
        let token = first["metadata"]?["continue"]?.string ?? ""

        try await cluster.create(path, Sample.configMap("map-2b"))
        _ = try await cluster.json(.delete, path + "/map-3")
        let second = try await cluster.get(path + "?limit=2&continue=\(token)")

        let names = (second["items"]?.elements ?? []).map { $0["metadata"]?["name"]?.string }
        #expect(names == ["map-2", "map-3"])
        let versions = [first, second].map { $0["metadata"]?["resourceVersion"] }
        #expect(versions[0] == versions[1])
    }

    @Test func `selectors choose by label and field`() async throws {
        let cluster = try await TestCluster()
        let path = "/api/v1/namespaces/models/configmaps"
        try await cluster.create(path, Sample.configMap("a", labels: ["tier": "gold"]))
        try await cluster.create(path, Sample.configMap("b", labels: ["tier": "silver"]))

        let gold = try await cluster.get(path + "?labelSelector=tier%3Dgold")
        let b = try await cluster.get(path + "?fieldSelector=metadata.name%3Db")

        #expect(gold["items"]?.elements.count == 1)
        #expect(gold["items"]?[0]?["metadata"]?["name"] == "a")
        #expect(b["items"]?[0]?["metadata"]?["name"] == "b")
    }

    @Test func `services get addresses of their own and keep them`() async throws {
        let cluster = try await TestCluster()
        func service(_ name: String) -> JSON {
            [
                "apiVersion": "v1", "kind": "Service", "metadata": ["name": .string(name)],
                "spec": ["ports": [["port": 8000]], "selector": ["app": .string(name)]],
            ]
        }

        let first = try await cluster.create(Sample.services, service("a"))
        let second = try await cluster.create(Sample.services, service("b"))
        var changed = service("a")
        changed["spec"]?["ports"] = [["port": 9000]]
        let (status, after) = try await cluster.json(
            .put,
            Sample.services + "/a",
            changed.text()
        )

        #expect(first["spec"]?["clusterIP"] == "127.78.0.1")
        #expect(second["spec"]?["clusterIP"] == "127.78.0.2")
        #expect(status == 200)
        #expect(after["spec"]?["clusterIP"] == "127.78.0.1")
        #expect(after["spec"]?["ports"]?[0]?["targetPort"] == 9000)
    }

    @Test func `a namespace takes what is in it along`() async throws {
        let cluster = try await TestCluster()
        try await cluster.create("/api/v1/namespaces/models/configmaps", Sample.configMap("a"))
        try await cluster.create(Sample.pods, Sample.pod("p", node: "here"))

        let (_, namespace) = try await cluster.json(.delete, "/api/v1/namespaces/models")
        let (refused, _) = try await cluster.json(
            .post,
            "/api/v1/namespaces/models/configmaps",
            Sample.configMap("late").text()
        )
        let (held, _) = try await cluster.json(.get, "/api/v1/namespaces/models")
        _ = try await cluster.json(
            .delete,
            Sample.pods + "/p",
            #"{"gracePeriodSeconds": 0}"#
        )
        let (gone, _) = try await cluster.json(.get, "/api/v1/namespaces/models")

        #expect(namespace["status"]?["phase"] == "Terminating")
        #expect(refused == 403)
        #expect(held == 200)
        #expect(gone == 404)
    }

    @Test func `an event is gone an hour after it last happened`() async throws {
        let cluster = try await TestCluster()
        let path = "/api/v1/namespaces/models/events"
        let now = Timestamp.now
        for (name, age) in [("old", 3700), ("young", 3500)] {
            try await cluster.create(
                path,
                [
                    "apiVersion": "v1", "kind": "Event", "metadata": ["name": .string(name)],
                    "involvedObject": ["kind": "Pod", "name": "p", "namespace": "models"],
                    "lastTimestamp": .string((now + .seconds(-age)).description),
                ]
            )
        }

        _ = try await cluster.store.write { transaction throws(APIStatus) in
            EventExpiry.sweep(&transaction, now: now)
            return WriteOutcome(body: .null)
        }

        let names = try await cluster.get(path)["items"]?.elements.map {
            $0["metadata"]?["name"]?.string
        }
        #expect(names == ["young"])
    }

    @Test func `the namespace default stays`() async throws {
        let cluster = try await TestCluster()

        let (status, _) = try await cluster.json(.delete, "/api/v1/namespaces/default")

        #expect(status == 403)
    }

    @Test func `the plain texts of a secret become its data`() async throws {
        let cluster = try await TestCluster()

        let made = try await cluster.create(
            "/api/v1/namespaces/models/secrets",
            [
                "apiVersion": "v1", "kind": "Secret", "metadata": ["name": "s"],
                "stringData": ["a": "hi"],
            ]
        )

        #expect(made["data"] == ["a": "aGk="])
        #expect(made["stringData"] == nil)
    }

    @Test func `a pod on a node ends in two steps`() async throws {
        let cluster = try await TestCluster()
        try await cluster.create(Sample.pods, Sample.pod("p", node: "here"))

        let (_, marked) = try await cluster.json(.delete, Sample.pods + "/p")
        let (still, _) = try await cluster.json(.get, Sample.pods + "/p")
        let (done, _) = try await cluster.json(.delete, Sample.pods + "/p?gracePeriodSeconds=0")
        let (gone, _) = try await cluster.json(.get, Sample.pods + "/p")

        #expect(marked["metadata"]?["deletionGracePeriodSeconds"] == 30)
        #expect(marked["metadata"]?["deletionTimestamp"] != nil)
        #expect(still == 200)
        #expect(done == 200)
        #expect(gone == 404)
    }

    @Test func `a finalizer holds an object until it is taken off`() async throws {
        let cluster = try await TestCluster()
        var map = Sample.configMap("held")
        map["metadata"]?["finalizers"] = ["radiant.example/hold"]
        let path = "/api/v1/namespaces/models/configmaps"
        try await cluster.create(path, map)

        _ = try await cluster.json(.delete, path + "/held")
        let (held, _) = try await cluster.json(.get, path + "/held")
        _ = try await cluster.json(
            .patch,
            path + "/held",
            #"{"metadata": {"finalizers": null}}"#,
            type: "application/merge-patch+json"
        )
        let (gone, _) = try await cluster.json(.get, path + "/held")

        #expect(held == 200)
        #expect(gone == 404)
    }

    @Test func `an unknown field is refused when asked to be strict, with its path`() async throws {
        let cluster = try await TestCluster()
        var graph = Sample.graph("iris")
        graph["spec"]?["predictors"] = [
            ["name": "main", "graph": ["name": "a", "children": [["name": "b", "chidren": []]]]]
        ]

        let (status, answer) = try await cluster.json(
            .post,
            Sample.graphs + "?fieldValidation=Strict",
            graph.text()
        )

        #expect(status == 400)
        #expect(
            answer["message"]?.string?.hasSuffix(
                "unknown field \"spec.predictors[0].graph.children[0].chidren\""
            ) == true
        )
    }

    @Test func `admission refuses with its own words`() async throws {
        let refusal = APIStatus(code: 422, reason: "Invalid", message: "no")
        let cluster = try await TestCluster(admission: [
            { kind, _, _ in kind == .seldonDeployment ? refusal : nil }
        ])

        let (status, answer) = try await cluster.json(
            .post,
            Sample.graphs,
            Sample.graph("iris").text()
        )

        #expect(status == 422)
        #expect(answer["message"] == "no")
    }
}
