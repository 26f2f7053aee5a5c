import APIServer
import Documents
import Glibc
import HTTP
import Kubernetes
import KubernetesClient
import Testing

@testable import LocalCluster

/// Pods as real processes, from the API to the kernel and back.
struct NodeAgentTests {
    @Test func `a pod becomes a process, ready once its probe is answered`() async throws {
        let node = try await RunnerFixture(scripts: [
            "serve": "echo \"$POD_IP $A\"; exec sleep 1000"
        ])

        try await node.running {
            let probe: JSON = ["tcpSocket": ["port": 9000], "initialDelaySeconds": 20]
            let pod = try await node.makePod(
                "p",
                image: "test/serve:1",
                ["readinessProbe": probe, "env": [["name": "A", "value": "x"]]]
            )
            try await node.pod("p", "it is ready") { $0?.isReady == true }

            let status = try await node.client.get(Pod.self, pod.key)
            #expect(status.phase == "Running")
            #expect(status.podIP == "127.77.250.2")
            let container = try #require(status.containerStatuses.first)
            #expect(container.isReady)
            #expect(container.json["started"] == true)
            #expect(container.restartCount == 0)
            let request = LogRequest(
                namespace: "default",
                pod: "p",
                uid: pod.metadata.uid,
                container: "c"
            )
            let log = try await node.logs.body(for: request).collected()
            #expect(String(decoding: log, as: UTF8.self) == "127.77.250.2 x\n")
            #expect(try await node.reasons(of: pod).contains("Started"))
        }
    }

    @Test func `a pod whose probe fails runs and is not ready`() async throws {
        let node = try await RunnerFixture(scripts: ["serve": "exec sleep 1000"], connects: false)

        try await node.running {
            _ = try await node.makePod(
                "p",
                image: "test/serve:1",
                ["readinessProbe": ["tcpSocket": ["port": 9000]]]
            )
            try await node.pod("p", "it runs") { $0?.phase == "Running" }

            let pod = try await node.client.get(
                Pod.self,
                ObjectKey(namespace: "default", name: "p")
            )
            #expect(!pod.isReady)
        }
    }

    @Test func `a killed process is started again at once, and the status says so`() async throws {
        let node = try await RunnerFixture(scripts: ["serve": "exec sleep 1000"])

        try await node.running {
            let pod = try await node.makePod("p", image: "test/serve:1")
            try await node.pod("p", "it is ready") { $0?.isReady == true }
            let id = await node.pods.object(pod.key)?.containerStatuses.first?.json["containerID"]
            let pid = try #require(id?.string.flatMap { Int32($0.dropFirst(10)) })

            kill(pid, SIGKILL)

            try await node.pod("p", "it is ready again") { pod in
                pod?.isReady == true && pod?.restarts == 1
            }
            let container = await node.pods.object(pod.key)?.containerStatuses.first
            #expect(container?.lastTermination?["exitCode"] == 137)
            #expect(container?.lastTermination?["signal"] == 9)
        }
    }

    @Test func `what ends again and again waits longer and says why`() async throws {
        let node = try await RunnerFixture(scripts: ["crash": "echo dying; exit 7"])

        try await node.running {
            let pod = try await node.makePod("p", image: "test/crash:1")

            try await node.pod("p", "it waits") { pod in
                pod?.containerStatuses.first?.waitingReason == "CrashLoopBackOff"
            }

            let container = await node.pods.object(pod.key)?.containerStatuses.first
            #expect(container?.restartCount ?? 0 >= 1)
            #expect(container?.lastTermination?["exitCode"] == 7)
            #expect(container?.waitingMessage?.contains("back-off") == true)
            #expect(try await node.reasons(of: pod).isSuperset(of: ["Started", "BackOff"]))
            var request = LogRequest(
                namespace: "default",
                pod: "p",
                uid: pod.metadata.uid,
                container: "c"
            )
            request.previous = true
            let log = try await node.logs.body(for: request).collected()
            #expect(String(decoding: log, as: UTF8.self) == "dying\n")
        }
    }

    @Test func `an image without a program says what to add`() async throws {
        let node = try await RunnerFixture(scripts: [:])

        try await node.running {
            let pod = try await node.makePod("p", image: "myorg/model:1")

            try await node.pod("p", "it waits") { pod in
                pod?.containerStatuses.first?.waitingReason == "ErrImagePull"
            }

            let message = await node.pods.object(pod.key)?.containerStatuses.first?.waitingMessage
            #expect(message?.contains("--image 'myorg/model:1=") == true)
        }
    }

    @Test func `a deleted pod ends its process and is gone`() async throws {
        let node = try await RunnerFixture(scripts: [
            "polite": "trap 'exit 0' TERM; echo up; while :; do sleep 0.05; done",
            "rude": "trap '' TERM; echo up; while :; do sleep 0.05; done",
        ])

        try await node.running {
            for name in ["polite", "rude"] {
                let pod = try await node.makePod(name, image: "test/\(name):1")
                try await node.pod(name, "it runs") { $0?.isReady == true }
                let id = await node.pods.object(pod.key)?.containerStatuses.first?.json[
                    "containerID"
                ]
                let pid = try #require(id?.string.flatMap { Int32($0.dropFirst(10)) })

                try await node.client.delete(Pod.self, pod.key)

                try await node.pod(name, "it is gone") { $0 == nil }
                #expect(ProcessTable.startTime(of: pid) == nil)
            }
        }
    }

    @Test func `a pod that is removed by force ends at once`() async throws {
        let node = try await RunnerFixture(scripts: ["rude": "trap '' TERM; exec sleep 1000"])

        try await node.running {
            let pod = try await node.makePod("p", image: "test/rude:1")
            try await node.pod("p", "it runs") { $0?.isReady == true }
            let id = await node.pods.object(pod.key)?.containerStatuses.first?.json["containerID"]
            let pid = try #require(id?.string.flatMap { Int32($0.dropFirst(10)) })

            let options = DeleteOptions(gracePeriodSeconds: 0)
            try await node.client.delete(Pod.self, pod.key, options: options)

            for _ in 0..<500 where ProcessTable.startTime(of: pid) != nil {
                try await ContinuousClock().sleep(for: .milliseconds(10))
            }
            #expect(ProcessTable.startTime(of: pid) == nil)
        }
    }

    @Test func `when the node ends no process is left`() async throws {
        let node = try await RunnerFixture(scripts: ["serve": "sleep 1000 & sleep 1000"])
        let directory = try DataDirectory(at: node.scratch.path + "/data")

        try await node.running {
            _ = try await node.makePod("p", image: "test/serve:1")
            try await node.pod("p", "it runs") { $0?.isReady == true }
            #expect(!ClusterMark.bearers(of: directory).isEmpty)
        }

        #expect(ClusterMark.bearers(of: directory).isEmpty)
    }

    @Test func `statuses of an earlier cluster are put right before anybody looks`() async throws {
        let node = try await RunnerFixture(scripts: [:])
        let pod = try await node.makePod("p", image: "test/serve:1")
        let status: JSON = [
            "phase": "Running", "podIP": "127.77.250.9",
            "conditions": [["type": "Ready", "status": "True"]],
            "containerStatuses": [
                [
                    "name": "c", "image": "test/serve:1", "imageID": "", "ready": true,
                    "restartCount": 4,
                    "state": ["running": ["startedAt": "2026-11-23T20:15:00Z"]],
                ]
            ],
        ]
        _ = try await node.client.patch(
            Pod.self,
            pod.key,
            .merge(["status": status]),
            subresource: "status"
        )

        try await StaleStatuses(node.client).clear()
        try await StaleStatuses(node.client).clear()

        let after = try await node.client.get(Pod.self, pod.key)
        #expect(!after.isReady)
        #expect(after.restarts == 5)
        #expect(after.containerStatuses.first?.lastTermination?["exitCode"] == 137)
    }
}
