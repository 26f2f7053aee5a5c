import Documents
import Failures
import HTTP
import HTTPTypes
import Kubernetes
import KubernetesClient
import Operations
import Seldon
import Synchronization
import Testing

struct ClusterTests {
    @Test func `a session shows what the cluster is and what its orchestrators count`() async throws
    {
        let cluster = try await TestCluster()
        try await cluster.seed()

        let snapshot = await cluster.snapshot { snapshot in
            let predictors = snapshot.deployments.first?.predictors ?? []
            return predictors.count == 2
                && predictors.allSatisfy { $0.figures.figures != nil && $0.weights.observed != nil }
        }

        let deployment = try #require(snapshot?.deployments.first)
        #expect(snapshot?.isComplete == true)
        #expect(snapshot?.sources.map(\.status) == [.healthy, .healthy])
        #expect(deployment.health == .serving)
        #expect(deployment.why == nil)
        #expect(deployment.replicas == ReplicaCount(desired: 2, ready: 2))
        #expect(deployment.predictors.map(\.weights.declared) == [80, 20])
        #expect(deployment.predictors.map(\.weights.routed) == [80, 20])
        let main = deployment.predictors[0]
        #expect(main.pods.map(\.status) == ["Running"])
        #expect(main.figures.figures?.errorRate == 0.1)
        #expect(main.graph.figures.figures?.errorRate == 0)
        #expect(main.graph.image == "example.invalid/r:1")
        #expect(main.graph.replicas == ReplicaCount(desired: 1, ready: 1))
    }

    @Test func `a canary that crashes makes the deployment stuck, and says why`() async throws {
        let cluster = try await TestCluster()
        try await cluster.seed(canaryIsReady: false)

        let snapshot = await cluster.snapshot {
            $0.isComplete && $0.deployments.first?.health == .stuck
        }

        let deployment = try #require(snapshot?.deployments.first)
        #expect(deployment.why == "canary: reader crashes again and again: 4 restarts, last exit 3")
        #expect(deployment.predictors[0].why == nil)
    }

    @Test func `weights are written, and done when they are routed`() async throws {
        let cluster = try await TestCluster()
        let resource = try await cluster.seed()

        let plan = try await cluster.operations.planTraffic(
            of: TestCluster.key,
            to: [TrafficWish(predictor: "canary", weight: 50)]
        )
        async let outcome = cluster.operations.setTraffic(plan, within: .seconds(10))
        // The operator's part: it routes what is declared.
        let declared = await cluster.snapshot {
            $0.deployments.first?.predictors.map(\.weights.declared) == [50, 50]
        }
        #expect(declared != nil)
        try await cluster.route(main: 50, canary: 50, owner: resource)

        #expect(try await outcome.routedAfter != nil)
        let stored = try await cluster.operations.deployment(TestCluster.key)
        #expect(stored.predictors.map(\.traffic) == [50, 50])
    }

    @Test func `weights are not written over what somebody else wrote meanwhile`() async throws {
        let cluster = try await TestCluster()
        try await cluster.seed()
        let wish = TrafficWish(predictor: "canary", weight: 50)
        let plan = try await cluster.operations.planTraffic(of: TestCluster.key, to: [wish])
        _ = try await cluster.operations.scale(TestCluster.key, predictor: "main", to: 2)

        await #expect(throws: OperationsError.changedMeanwhile(deployment: "checks")) {
            try await cluster.operations.setTraffic(plan)
        }
        let stored = try await cluster.operations.deployment(TestCluster.key)
        #expect(stored.predictors.map(\.traffic) == [80, 20])
    }

    @Test func `traffic for a predictor without ready pods is refused unless forced`() async throws
    {
        let cluster = try await TestCluster()
        try await cluster.seed(canaryIsReady: false)
        let wish = TrafficWish(predictor: "canary", weight: 50)
        let plan = try await cluster.operations.planTraffic(of: TestCluster.key, to: [wish])

        await #expect(
            throws: OperationsError.noReadyPods(predictor: "canary", deployment: "checks")
        ) {
            try await cluster.operations.setTraffic(plan)
        }
        await #expect(
            throws: OperationsError.notRouted(
                deployment: "checks",
                after: .milliseconds(200),
                reason: "no pod of canary is ready"
            )
        ) {
            try await cluster.operations.setTraffic(
                plan,
                isForced: true,
                within: .milliseconds(200)
            )
        }
    }

    @Test func `a console that may only read changes nothing`() async throws {
        let cluster = try await TestCluster()
        try await cluster.seed()
        var operations = cluster.operations
        operations.refusal = "--read-only was given"

        await #expect(throws: OperationsError.readOnly(reason: "--read-only was given")) {
            try await operations.delete(TestCluster.key)
        }
        _ = try await operations.deployment(TestCluster.key)
    }

    @Test func `a manifest is applied, and the second time nothing changes`() async throws {
        let cluster = try await TestCluster()
        let text = TestCluster.manifest().yaml
        let manifest = try Manifest(parsing: text, path: "a.yaml")

        let first = try await cluster.operations.apply(manifest, namespace: "default")
        let second = try await cluster.operations.apply(manifest, namespace: "default")
        let other = try Manifest(
            parsing: TestCluster.manifest(main: 60, canary: 40).yaml,
            path: "-"
        )
        let third = try await cluster.operations.apply(other, namespace: "default")

        #expect(first.map(\.change) == [.created])
        #expect(first.map(\.kind) == ["seldondeployment.machinelearning.seldon.io"])
        #expect(second.map(\.change) == [.unchanged])
        #expect(third.map(\.change) == [.configured])
    }

    @Test func `a manifest takes back the weights that we set, but nothing of others`() async throws
    {
        let cluster = try await TestCluster()
        let manifest = try Manifest(parsing: TestCluster.manifest().yaml, path: "a.yaml")
        _ = try await cluster.operations.apply(manifest, namespace: "default")
        let wish = TrafficWish(predictor: "canary", weight: 50)
        let plan = try await cluster.operations.planTraffic(of: TestCluster.key, to: [wish])
        _ = try await cluster.operations.setTraffic(plan, isForced: true)

        let applied = try await cluster.operations.apply(manifest, namespace: "default")

        #expect(applied.map(\.change) == [.configured])
        let stored = try await cluster.operations.deployment(TestCluster.key)
        #expect(stored.predictors.map(\.traffic) == [80, 20])
        var other = cluster.client
        other.fieldManager = "somebody"
        _ = try await other.patch(
            SeldonDeployment.self,
            TestCluster.key,
            .merge(["spec": ["name": "other"]])
        )
        let error = await #expect(throws: OperationsError.self) {
            try await cluster.operations.apply(manifest, namespace: "default")
        }
        #expect(error?.failure.hint == "--force takes them over")
    }

    @Test(arguments: [
        ("traffic: 80", "traffic: 70", "traffic", "must sum to 100"),
        ("graph:", "grahp:", "grahp", "grahp"),
        ("  - name: reader", "  - name: raeder", "graph", "container"),
    ])
    func `a manifest that cannot work is refused with its places, and nothing is written`(
        old: String,
        new: String,
        field: String,
        words: String
    ) async throws {
        let cluster = try await TestCluster()
        let yaml = TestCluster.manifest().yaml
        let broken = try #require(
            yaml.firstRange(of: old).map { range in
                yaml.replacingCharacters(in: range, with: new)
            }
        )
        let manifest = try Manifest(parsing: broken, path: "a.yaml")

        let error = await #expect(throws: OperationsError.self) {
            try await cluster.operations.apply(manifest, namespace: "default")
        }

        guard case .invalidManifest("a.yaml", let problems)? = error else {
            Issue.record("not refused as a manifest: \(String(describing: error))")
            return
        }
        #expect(problems.contains { $0.lowercased().contains(words.lowercased()) }, "\(problems)")
        #expect(
            problems.allSatisfy { $0.hasPrefix("a.yaml:") && $0.split(separator: ":").count > 3 }
        )
        await #expect(throws: OperationsError.self) {
            try await cluster.operations.deployment(TestCluster.key)
        }
    }

    @Test func `a request for one predictor takes its Service, one for all the gateway`()
        async throws
    {
        let cluster = try await TestCluster()
        try await cluster.seed()
        cluster.backend.setAnswer(
            Response(
                .ok,
                type: "application/json",
                body: .text(#"{"jsonData":{"micr":"⑈1⑈","confidence":0.9}}"#),
                fields: [HTTPField.Name("Server-Timing") ?? .accept: "reader;dur=5"]
            )
        )
        let input = try PredictionInput(json: "{}")

        let all = try await cluster.operations.route(to: TestCluster.key)
        let answer = try await cluster.operations.predict(input, by: all).result

        #expect(all.description == "gateway http://gateway")
        #expect(
            cluster.backend.asked == ["http://gateway/seldon/default/checks/api/v1.0/predictions"]
        )
        #expect(answer.answer == .check(CheckReading(micr: "⑈1⑈", confidence: 0.9)))
        #expect(answer.steps == [.init(node: "reader", duration: .milliseconds(5))])
        let one = try await cluster.operations.route(to: TestCluster.key, predictor: "canary")
        #expect(one.description == "API server, service checks-canary")
    }

    @Test func `logs are those of the node's containers`() async throws {
        let cluster = try await TestCluster()
        try await cluster.seed()
        let lines = Mutex<[LogLine]>([])

        let sources = try await cluster.operations.logSources(
            of: TestCluster.key,
            predictor: "main",
            node: "reader"
        )
        try await cluster.operations.readLogs(sources, LogOptions()) { line in
            lines.withLock { $0.append(line) }
        }

        #expect(sources.map(\.container) == ["reader"])
        #expect(lines.withLock { $0.map(\.text) } == ["first", "second"])
        await #expect(
            throws: OperationsError.noSuchNode("raeder", deployment: "checks", existing: ["reader"])
        ) {
            try await cluster.operations.logSources(of: TestCluster.key, node: "raeder")
        }
    }

    @Test func `waiting ends with why it is not ready`() async throws {
        let cluster = try await TestCluster()
        try await cluster.seed(canaryIsReady: false)

        // On a busy machine the pods may not be known yet when the first limits pass.
        var message = ""
        for limit in [500, 1000, 2000, 4000, 8000, 16_000]
        where !message.contains("canary: reader crashes") {
            let error = await #expect(throws: OperationsError.self) {
                try await cluster.session().wait(
                    for: .ready,
                    of: "checks",
                    within: .milliseconds(limit)
                )
            }
            message = error?.failure.message ?? ""
        }

        #expect(message.contains("canary: reader crashes"))
        try await cluster.session().wait(
            for: .traffic(predictor: "canary", weight: 20),
            of: "checks",
            within: .seconds(10)
        )
    }

    @Test func `a restart marks the templates of one predictor only`() async throws {
        let cluster = try await TestCluster()
        try await cluster.seed()

        try await cluster.operations.restart(TestCluster.key, predictor: "canary")

        let stored = try await cluster.operations.deployment(TestCluster.key)
        let marks = stored.predictors.map {
            $0.componentSpecs[0].annotations[RestartChange.annotation]
        }
        #expect(marks[0] == nil)
        #expect(marks[1] != nil)
    }
}

extension String {
    fileprivate func replacingCharacters(in range: Range<String.Index>, with text: String) -> String
    {
        String(self[..<range.lowerBound]) + text + self[range.upperBound...]
    }
}

struct RightsOfUsersTests {
    @Test
    func `who may see one namespace only is shown that one, and told that they may not change it`()
        async throws
    {
        let cluster = try await TestCluster()
        try await cluster.seed()

        let snapshot = await cluster.snapshot(as: "viewer") { snapshot in
            snapshot.isComplete && snapshot.scope == .one("default") && snapshot.isReadOnly
        }

        #expect(snapshot?.user == "viewer")
        #expect(
            snapshot?.rights.objection(to: .changeDeployments, in: "default")
                == "the right to patch seldondeployments.machinelearning.seldon.io in default is missing"
        )
        #expect(snapshot?.rights.objection(to: .readLogs, in: "default") == nil)
        #expect(snapshot?.deployments.map(\.id.name) == ["checks"])
    }
}
