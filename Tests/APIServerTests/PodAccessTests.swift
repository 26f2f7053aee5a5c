import Documents
import HTTP
import HTTPTypes
import Kubernetes
import Synchronization
import Testing

@testable import APIServer

struct PodAccessTests {
    /// What reached the pods.
    private final class Seen: Sendable {
        let requests = Mutex<[Request]>([])
        let logs = Mutex<[LogRequest]>([])
    }

    private func backend(_ seen: Seen) -> PodBackend {
        PodBackend(
            address: { _, pod in pod == "hidden" ? nil : "127.77.0.5" },
            log: { request in
                seen.logs.withLock { $0.append(request) }
                return .stream(
                    ByteStream { continuation in
                        continuation.yield(Array("one\ntw".utf8))
                        continuation.yield(Array("o\nthree\n".utf8))
                        continuation.finish()
                    }
                )
            },
            transport: InProcessTransport(
                to: ClosureHandler { request in
                    seen.requests.withLock { $0.append(request) }
                    let isMissing = request.path == "/missing"
                    return Response(
                        isMissing ? .notFound : .ok,
                        type: "text/plain",
                        body: .text(isMissing ? "no such page" : "metrics")
                    )
                }
            ),
            usage: { _, pod in
                pod == "hidden"
                    ? [] : [ContainerUsage(container: "main", milliCPU: 12, memory: 3 << 20)]
            }
        )
    }

    private func cluster(_ seen: Seen) async throws -> TestCluster {
        let cluster = try await TestCluster(pods: backend(seen))
        try await cluster.create(Sample.pods, Sample.pod("p", node: "here"))
        try await cluster.create(Sample.pods, Sample.pod("hidden", node: "here"))
        try await cluster.create(
            Sample.services,
            [
                "apiVersion": "v1", "kind": "Service", "metadata": ["name": "web"],
                "spec": ["ports": [["name": "http", "port": 80, "targetPort": 8000]]],
            ]
        )
        return cluster
    }

    @Test func `a request reaches the pod at its registered address`() async throws {
        let seen = Seen()
        let cluster = try await cluster(seen)

        let response = try await cluster.send(
            .get,
            Sample.pods + "/p:8000/proxy/prometheus?x=1"
        )
        let body = try await response.body.collected()

        #expect(response.status == 200)
        #expect(String(decoding: body, as: UTF8.self) == "metrics")
        #expect(seen.requests.withLock { $0.first?.url } == "http://127.77.0.5:8000/prometheus?x=1")
    }

    @Test func `no credential passes a proxy`() async throws {
        let seen = Seen()
        let cluster = try await cluster(seen)

        _ = try await cluster.send(.get, Sample.pods + "/p:8000/proxy/")

        let fields = seen.requests.withLock { $0.first?.head.headerFields ?? [:] }
        #expect(fields[.authorization] == nil)
        #expect(fields[.userAgent] == "tests/1.0")
    }

    @Test func `an address that a status claims is not reached`() async throws {
        let seen = Seen()
        let cluster = try await cluster(seen)
        _ = try await cluster.json(
            .patch,
            Sample.pods + "/hidden/status",
            #"{"status": {"podIP": "127.0.0.1", "phase": "Running"}}"#,
            type: "application/merge-patch+json"
        )

        let (status, answer) = try await cluster.json(.get, Sample.pods + "/hidden:22/proxy/")

        #expect(status == 400)
        #expect(answer["message"] == "address not allowed")
        #expect(seen.requests.withLock { $0.isEmpty })
    }

    @Test func `an answer of the pod's own passes as it is`() async throws {
        let cluster = try await cluster(Seen())

        let response = try await cluster.send(.get, Sample.pods + "/p:8000/proxy/missing")
        let body = try await response.body.collected()

        #expect(response.status == 404)
        #expect(String(decoding: body, as: UTF8.self) == "no such page")
    }

    @Test func `a service is reached through its ready pods`() async throws {
        let seen = Seen()
        let cluster = try await cluster(seen)
        let path = Sample.services + "/web:http/proxy/api/v1.0/predictions"

        let (none, _) = try await cluster.json(.post, path, "{}")
        try await cluster.create(
            "/apis/discovery.k8s.io/v1/namespaces/models/endpointslices",
            [
                "apiVersion": "discovery.k8s.io/v1", "kind": "EndpointSlice",
                "metadata": [
                    "name": "web-1", "labels": ["kubernetes.io/service-name": "web"],
                ],
                "addressType": "IPv4", "ports": [["name": "http", "port": 8000]],
                "endpoints": [
                    [
                        "addresses": ["127.77.0.5"], "conditions": ["ready": true],
                        "targetRef": ["kind": "Pod", "name": "p", "namespace": "models"],
                    ]
                ],
            ]
        )
        let response = try await cluster.send(.post, path, "{}")

        #expect(none == 503)
        #expect(response.status == 200)
        #expect(
            seen.requests.withLock { $0.first?.url }
                == "http://127.77.0.5:8000/api/v1.0/predictions"
        )
    }

    @Test func `a log is asked for as the client asks`() async throws {
        let seen = Seen()
        let cluster = try await cluster(seen)

        let response = try await cluster.send(
            .get,
            Sample.pods + "/p/log?follow=true&tailLines=7&timestamps=true&limitBytes=9"
        )
        let body = try await response.body.collected()

        var expected = LogRequest(namespace: "models", pod: "p", container: "main")
        expected.follow = true
        expected.tailLines = 7
        expected.timestamps = true
        expected.uid = seen.logs.withLock { $0.first?.uid } ?? ""
        #expect(seen.logs.withLock { $0.first } == expected)
        #expect(String(decoding: body, as: UTF8.self) == "one\ntwo\nt")
        #expect(response.head.headerFields[.contentType] == "text/plain")
    }

    @Test func `the one who may read pods may not use their ports`() async throws {
        let cluster = try await cluster(Seen())

        let (status, _) = try await cluster.json(
            .get,
            Sample.pods + "/p:8000/proxy/",
            as: "viewer"
        )

        #expect(status == 403)
    }

    @Test func `what pods use is told by what runs them`() async throws {
        let cluster = try await cluster(Seen())
        let path = "/apis/metrics.k8s.io/v1beta1/namespaces/models/pods"

        let list = try await cluster.get(path)
        let (status, _) = try await cluster.json(.get, path + "/hidden")

        #expect(list["kind"] == "PodMetricsList")
        #expect(list["items"]?.elements.count == 1)
        #expect(
            list["items"]?[0]?["containers"]?[0]?["usage"] == ["cpu": "12m", "memory": "3072Ki"]
        )
        #expect(status == 404)
    }
}
