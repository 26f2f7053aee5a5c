import Documents
import Kubernetes
import Testing

@testable import Controllers

struct RolloutTests {
    private func deployment(
        _ replicas: Int,
        image: String = "new",
        spec: JSON = [:],
        status: JSON? = nil
    ) -> Deployment {
        var deployment = Deployment(name: "web", namespace: "default")
        deployment.metadata.uid = "d"
        deployment.metadata.generation = 3
        deployment.spec = [
            "replicas": .int(replicas), "selector": ["matchLabels": ["app": "web"]],
            "template": template(image), "progressDeadlineSeconds": 10,
        ]
        for (key, value) in spec.members { deployment.spec[key] = value }
        if let status { deployment.status = status }
        return deployment
    }

    private func template(_ image: String) -> JSON {
        [
            "metadata": ["labels": ["app": "web"]],
            "spec": ["containers": [["name": "web", "image": .string(image)]]],
        ]
    }

    private func set(
        _ image: String,
        revision: Int,
        replicas: Int,
        available: Int? = nil
    ) -> ReplicaSet {
        let rollout = Rollout(deployment(replicas, image: image), [])
        var set = rollout.newReplicaSet(replicas: replicas, revision: revision)
        set.status = [
            "replicas": .int(replicas), "readyReplicas": .int(available ?? replicas),
            "availableReplicas": .int(available ?? replicas),
        ]
        return set
    }

    @Test func `a new Deployment gets a ReplicaSet with all its pods`() {
        let rollout = Rollout(deployment(3), [])

        #expect(rollout.steps == [.create(replicas: 3, revision: 1)])
        let made = rollout.newReplicaSet(replicas: 3, revision: 1)
        #expect(made.name.hasPrefix("web-"))
        #expect(made.metadata.labels["pod-template-hash"] != nil)
        #expect(made.selector.matches(made.template["metadata"]?["labels"]?.strings ?? [:]))
        #expect(made.metadata.controller?.uid == "d")
    }

    @Test func `a new template begins with the surge and touches no old pod`() {
        let old = set("old", revision: 1, replicas: 4)

        #expect(Rollout(deployment(4), [old]).steps == [.create(replicas: 1, revision: 2)])
    }

    @Test func `an old pod goes when a new one is available`() {
        let old = set("old", revision: 1, replicas: 1)
        let waiting = set("new", revision: 2, replicas: 1, available: 0)
        let ready = set("new", revision: 2, replicas: 1)

        #expect(Rollout(deployment(1), [old, waiting]).steps == [])
        #expect(
            Rollout(deployment(1), [old, ready]).steps == [.scale(old.name, from: 1, to: 0)]
        )
    }

    @Test func `old pods that serve nobody go first`() {
        let broken = set("broken", revision: 2, replicas: 1, available: 0)
        let old = set("old", revision: 1, replicas: 1)
        let new = set("new", revision: 3, replicas: 1, available: 0)

        #expect(
            Rollout(deployment(1, spec: ["strategy": rolling(surge: 2)]), [old, broken, new]).steps
                == [.scale(broken.name, from: 1, to: 0)]
        )
    }

    private func rolling(surge: JSON, unavailable: JSON = 0) -> JSON {
        [
            "type": "RollingUpdate",
            "rollingUpdate": ["maxSurge": surge, "maxUnavailable": unavailable],
        ]
    }

    @Test func `shares are rounded up for the surge and down for what may be missing`() {
        let limits = RollingLimits(deployment(5))
        #expect([limits.surge, limits.unavailable] == [2, 1])

        let none = RollingLimits(deployment(5, spec: ["strategy": rolling(surge: 0)]))
        #expect([none.surge, none.unavailable] == [0, 1])
    }

    @Test func `an old template that comes back keeps its ReplicaSet and gets a new number`() {
        let back = set("new", revision: 1, replicas: 0)
        let now = set("old", revision: 2, replicas: 1)

        #expect(
            Rollout(deployment(1), [back, now]).steps == [
                .revise(back.name, revision: 3), .scale(back.name, from: 0, to: 1),
            ]
        )
    }

    @Test func `while paused only the number of pods is kept`() {
        let old = set("old", revision: 1, replicas: 1)

        let rollout = Rollout(deployment(2, spec: ["paused": true]), [old])

        #expect(rollout.steps == [.scale(old.name, from: 1, to: 2)])
    }

    @Test func `Recreate ends the old pods before it makes new ones`() {
        let recreate: JSON = ["strategy": ["type": "Recreate"]]
        let old = set("old", revision: 1, replicas: 1)
        var ending = set("old", revision: 1, replicas: 0)
        ending.status["replicas"] = 1

        #expect(
            Rollout(deployment(1, spec: recreate), [old]).steps
                == [.scale(old.name, from: 1, to: 0)]
        )
        #expect(Rollout(deployment(1, spec: recreate), [ending]).steps == [])
        let gone = set("old", revision: 1, replicas: 0)
        #expect(
            Rollout(deployment(1, spec: recreate), [gone]).steps
                == [.create(replicas: 1, revision: 2)]
        )
    }

    @Test func `history beyond its limit is forgotten, oldest first`() {
        let sets = (1...4).map { set("v\($0)", revision: $0, replicas: 0) }
        let new = set("new", revision: 5, replicas: 1)

        let rollout = Rollout(deployment(1, spec: ["revisionHistoryLimit": 2]), sets + [new])

        #expect(rollout.steps == [.delete(sets[0].name), .delete(sets[1].name)])
    }

    @Test(arguments: [(3, "25%", "25%"), (10, "30%", "0"), (4, "0", "50%"), (1, "25%", "0")])
    func `a roll-out never leaves its limits and comes to its end`(
        replicas: Int,
        surge: String,
        unavailable: String
    ) {
        let strategy = rolling(surge: value(surge), unavailable: value(unavailable))
        let deployment = deployment(replicas, spec: ["strategy": strategy])
        var sets = [set("old", revision: 1, replicas: replicas)]
        var rounds = 0
        while rounds < 100 {
            let rollout = Rollout(deployment, sets)
            let steps = rollout.steps
            for step in steps {
                switch step {
                case .create(let count, let revision):
                    sets.append(set("new", revision: revision, replicas: count, available: 0))
                case .scale(let name, _, let count):
                    guard let index = sets.firstIndex(where: { $0.name == name }) else { continue }
                    let available = min(count, sets[index].count("availableReplicas"))
                    sets[index].spec["replicas"] = .int(count)
                    sets[index].status = [
                        "replicas": .int(count), "availableReplicas": .int(available),
                    ]
                default: break
                }
            }
            let total = sets.reduce(0) { $0 + $1.replicas }
            let available = sets.reduce(0) { $0 + $1.count("availableReplicas") }
            #expect(total <= replicas + rollout.limits.surge)
            #expect(available >= replicas - rollout.limits.unavailable)
            // One pod a round becomes available.
            let waiting = sets.firstIndex { $0.count("availableReplicas") < $0.replicas }
            if let waiting {
                let count = sets[waiting].count("availableReplicas") + 1
                sets[waiting].status["availableReplicas"] = .int(count)
            } else if steps.isEmpty {
                break
            }
            rounds += 1
        }
        #expect(sets.map(\.replicas) == [0, replicas])
    }

    private func value(_ text: String) -> JSON { Int(text).map(JSON.int) ?? .string(text) }

    // MARK: Status

    private let start = Timestamp(seconds: 1_800_000_000)

    private func condition(_ status: JSON, _ type: String) -> [String: String] {
        (status["conditions"]?.elements ?? []).first { $0["type"]?.string == type }?.strings ?? [:]
    }

    @Test func `the status counts pods and says whether enough are available`() {
        let new = set("new", revision: 1, replicas: 2, available: 1)

        let status = Rollout(deployment(2), [new]).status(at: start)

        #expect(status["replicas"] == 2)
        #expect(status["updatedReplicas"] == 2)
        #expect(status["availableReplicas"] == 1)
        #expect(status["unavailableReplicas"] == 1)
        #expect(status["observedGeneration"] == 3)
        #expect(condition(status, "Available")["reason"] == "MinimumReplicasUnavailable")
        #expect(condition(status, "Progressing")["reason"] == "NewReplicaSetCreated")
    }

    @Test func `a roll-out that stands still past its deadline is stuck`() {
        let new = set("new", revision: 1, replicas: 1, available: 0)
        let first = Rollout(deployment(1), [new])
        let status = first.status(at: start)
        #expect(first.timeToDeadline(status, at: start) == .seconds(11))

        let later = Rollout(deployment(1, status: status), [new])
        let same = later.status(at: start + .seconds(9))
        #expect(same == status)
        let stuck = later.status(at: start + .seconds(11))
        #expect(condition(stuck, "Progressing")["reason"] == "ProgressDeadlineExceeded")
        #expect(condition(stuck, "Progressing")["status"] == "False")
        #expect(later.timeToDeadline(stuck, at: start + .seconds(11)) == nil)

        let ready = set("new", revision: 1, replicas: 1)
        let done = Rollout(deployment(1, status: stuck), [ready]).status(at: start + .seconds(20))
        #expect(condition(done, "Progressing")["reason"] == "NewReplicaSetAvailable")
        #expect(
            condition(done, "Available")["lastTransitionTime"] == (start + .seconds(20)).description
        )
    }

    @Test func `a pod that fails after the roll-out was over does not start the deadline`() {
        let done = Rollout(deployment(1), [set("new", revision: 1, replicas: 1)]).status(at: start)
        let failing = set("new", revision: 1, replicas: 1, available: 0)

        let rollout = Rollout(deployment(1, status: done), [failing])
        let status = rollout.status(at: start + .seconds(60))

        #expect(condition(status, "Progressing") == condition(done, "Progressing"))
        #expect(condition(status, "Available")["status"] == "False")
        #expect(rollout.timeToDeadline(status, at: start) == nil)
    }
}
