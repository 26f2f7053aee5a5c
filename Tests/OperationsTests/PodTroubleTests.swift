import Documents
import Kubernetes
import Operations
import Testing

struct PodTroubleTests {
    @Test(.enabled(if: Fixtures.areThere))
    func `a crash loop is told with its restarts and its last end`() throws {
        let pods = try Fixtures.pods("failing-pod-crashloop")
        let crashing = try #require(pods.first { !$0.isReady })

        let trouble = try #require(PodTrouble(crashing))

        #expect(trouble.line == "classifier crashes again and again: 2 restarts, last exit 1")
        #expect(trouble.isPermanent)
    }

    @Test(.enabled(if: Fixtures.areThere))
    func `an image that cannot be pulled is told with what the event knows`() throws {
        let pods = try Fixtures.pods("failing-pod-imagepullbackoff")
        let waiting = try #require(pods.first { !$0.isReady })
        let events = try Fixtures.events("failing-event-list").filter {
            $0.involvedObject["name"]?.string == waiting.name
        }

        let trouble = try #require(PodTrouble(waiting, events: events))

        #expect(
            trouble.line
                == "classifier: cannot pull example.invalid/sklearnserver:badpull: not found"
        )
        #expect(trouble.isPermanent)
    }

    @Test(.enabled(if: Fixtures.areThere))
    func `a pod that is ready has no trouble`() throws {
        for pod in try Fixtures.pods("running-pod-list") { #expect(PodTrouble(pod) == nil) }
    }

    @Test func `a pod for which no machine has room says so without the talk of preemption`() throws
    {
        let pod = Pod(json: [
            "metadata": ["name": "p"],
            "status": [
                "phase": "Pending",
                "conditions": [
                    [
                        "type": "PodScheduled", "status": "False", "reason": "Unschedulable",
                        "message":
                            "0/3 nodes are available: 3 Insufficient nvidia.com/gpu. preemption: no",
                    ]
                ],
            ],
        ])

        let trouble = try #require(PodTrouble(pod))

        #expect(trouble.line == "no room: 0/3 nodes are available: 3 Insufficient nvidia.com/gpu.")
        #expect(trouble.isPermanent)
    }

    @Test func `a container that was killed for its memory is told as such`() throws {
        let pod = Pod(json: [
            "metadata": ["name": "p"],
            "spec": ["containers": [["name": "reader", "image": "a:1"]]],
            "status": [
                "phase": "Running",
                "containerStatuses": [
                    [
                        "name": "reader", "ready": false, "restartCount": 3,
                        "state": ["waiting": ["reason": "CrashLoopBackOff"]],
                        "lastState": ["terminated": ["reason": "OOMKilled", "exitCode": 137]],
                    ]
                ],
            ],
        ])

        #expect(
            PodTrouble(pod)?.line
                == "reader crashes again and again: 3 restarts, last OOMKilled, exit 137"
        )
    }

    @Test func `a probe that fails is told from the newest event about that container`() throws {
        let pod = Pod(json: [
            "metadata": ["name": "p"],
            "spec": ["containers": [["name": "a"], ["name": "b"]]],
            "status": [
                "phase": "Running",
                "containerStatuses": [
                    ["name": "a", "ready": true, "state": ["running": [:]]],
                    ["name": "b", "ready": false, "state": ["running": [:]]],
                ],
            ],
        ])
        func event(_ message: String, _ at: String, container: String) -> Event {
            Event(json: [
                "reason": "Unhealthy", "message": .string(message), "lastTimestamp": .string(at),
                "involvedObject": ["fieldPath": .string("spec.containers{\(container)}")],
            ])
        }
        let events = [
            event("Readiness probe failed: refused", "2026-11-23T17:00:09Z", container: "b"),
            event("Readiness probe failed: timeout", "2026-11-23T17:00:01Z", container: "b"),
            event("Readiness probe failed: of another", "2026-11-23T18:00:00Z", container: "a"),
        ]

        let trouble = try #require(PodTrouble(pod, events: events))

        #expect(trouble.line == "b: Readiness probe failed: refused")
        #expect(!trouble.isPermanent)
    }

    @Test(.enabled(if: Fixtures.areThere))
    func `the word for a pod is the one that kubectl prints`() throws {
        let words = try ["failing-pod-crashloop", "failing-pod-imagepullbackoff"].flatMap {
            try Fixtures.pods($0).map(PodSnapshot.word)
        }

        #expect(words == ["CrashLoopBackOff", "Running", "ImagePullBackOff", "Running"])
    }

    @Test(.enabled(if: Fixtures.areThere))
    func `a Deployment past its deadline is in trouble though old pods serve`() throws {
        let deployment = Deployment(
            json: try Fixtures.json("kube-api/failing-deployment-deadline.json")
        )

        let reading = WorkloadReading(deployment)

        #expect(reading.replicas == ReplicaCount(desired: 1, ready: 1))
        #expect(reading.isRolling)
        #expect(
            reading.trouble == "iris-canary-0-classifier made no progress within its deadline"
        )
    }
}
