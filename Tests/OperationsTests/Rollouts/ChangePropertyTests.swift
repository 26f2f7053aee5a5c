import Documents
import Kubernetes
import Seldon
import Testing

@testable import Operations

/// What holds after any changes in any order.
struct ChangePropertyTests {
    /// Numbers that are the same in each run.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state
        }
    }

    private static func seed() -> SeldonDeployment {
        SeldonDeployment(json: [
            "apiVersion": "machinelearning.seldon.io/v1", "kind": "SeldonDeployment",
            "metadata": ["name": "d", "namespace": "n", "generation": 1],
            "spec": [
                "predictors": [
                    [
                        "name": "main", "traffic": 100, "replicas": 2,
                        "componentSpecs": [
                            ["spec": ["containers": [["name": "m", "image": "r/m:1"]]]]
                        ],
                        "graph": ["name": "m", "type": "MODEL"],
                    ]
                ]
            ],
        ])
    }

    /// A change by chance; `nil` where it makes no sense and is refused.
    private static func change(
        of resource: SeldonDeployment,
        ready: Set<String>,
        _ dice: inout Dice
    ) -> DeploymentChange? {
        let names = resource.predictors.map(\.name)
        let some = names.randomElement(using: &dice) ?? ""
        let other = names.randomElement(using: &dice) ?? ""
        let number = Int.random(in: 0...110, using: &dice)
        switch Int.random(in: 0..<8, using: &dice) {
        case 0: return try? .traffic([some: number], of: resource)
        case 1:
            guard some != other else { return nil }
            return try? .traffic([some: number, other: 100 - number], of: resource)
        case 2:
            return try? .canary(
                named: "p\(Int.random(in: 0..<4, using: &dice))",
                copiedFrom: some,
                with: [NodeSetting(image: "m=:\(number)")],
                traffic: number,
                isShadow: Bool.random(using: &dice),
                of: resource
            )
        case 3: return try? .shadow(some, isOn: Bool.random(using: &dice), of: resource)
        case 4: return try? .removal(of: some, from: resource)
        case 5:
            let unready = names.filter { !ready.contains($0) && $0 != some }
            guard resource.predictor(named: some)?.isShadow == false else { return nil }
            return try? AbortPlan(of: resource, to: some, unready: unready).change
        case 6: return some == other ? nil : try? .replacing(some, by: other, of: resource)
        default:
            var wish = RolloutWish()
            wish.canary = some
            wish.finishes = Bool.random(using: &dice)
            guard let proposal = try? RolloutProposal(of: resource, wish) else { return nil }
            return Bool.random(using: &dice) ? proposal.outcome : proposal.firstStep
        }
    }

    @Test(arguments: 0..<40)
    func `weights sum to 100 whatever is done in whatever order, and undo gives back what was`(
        run: Int
    ) throws {
        var dice = Dice(state: UInt64(run) &* 7919 &+ 1)
        var resource = Self.seed()
        var done = 0
        for _ in 0..<150 {
            let ready = Set(
                resource.predictors.map(\.name).filter { _ in
                    Int.random(in: 0..<4, using: &dice) > 0
                }
            )
            guard let change = Self.change(of: resource, ready: ready, &dice),
                change.changesAnything
            else { continue }
            var next = try #require(change.outcome, "\(change.patch.json.text())")

            let issues = next.validate()
            #expect(issues.isEmpty, "\(change.summary): \(issues)")
            let answering = next.predictors.filter { !$0.isShadow }
            if answering.count > 1 {
                #expect(answering.reduce(0) { $0 + $1.traffic } == 100, "\(change.summary)")
            }
            // Who gets more is known, so that it can be refused where no pod is ready.
            let before = resource.answeringWeights
            for (name, weight) in next.answeringWeights where weight > before[name] ?? 100 {
                #expect(change.receiving.contains(name), "\(name) of \(change.summary)")
            }
            let revision = Revision(
                number: 1,
                at: Moment(secondsSince1970: 0),
                by: "",
                verb: change.verb,
                summary: "",
                before: resource.spec
            )
            next.metadata.generation = resource.metadata.generation + 1
            let back = DeploymentChange.restoring(revision, on: next).outcome
            #expect(back?.spec.text() == resource.spec.text())
            resource = next
            done += 1
        }
        #expect(done > 8)
    }

    @Test func `a history keeps twenty revisions and no more bytes than it may`() {
        var history = RevisionHistory()
        for number in 1...60 {
            history.append(
                Revision(
                    number: number,
                    at: Moment(secondsSince1970: Double(number)),
                    by: "alice",
                    verb: .traffic,
                    summary: "a change",
                    before: ["text": .string(String(repeating: "x", count: 30_000))]
                )
            )
        }

        #expect(history.revisions.count == 8)
        #expect(history.data.bytes().count <= RevisionHistory.sizeLimit)
        #expect(RevisionHistory(data: history.data) == history)
    }

    @Test func `undo goes further back each time, past what was undone`() {
        func spec(_ number: Int) -> JSON { ["n": .int(number)] }
        func revision(_ number: Int, before: Int, undone: Int? = nil) -> Revision {
            Revision(
                number: number,
                at: Moment(secondsSince1970: 0),
                by: "",
                verb: undone == nil ? .traffic : .undo,
                summary: "",
                before: spec(before),
                undone: undone
            )
        }
        var history = RevisionHistory()
        for number in 1...3 { history.append(revision(number, before: number - 1)) }
        #expect(history.candidate(for: spec(3))?.number == 3)
        history.append(revision(4, before: 3, undone: 3))
        #expect(history.candidate(for: spec(2))?.number == 2)
        history.append(revision(5, before: 2, undone: 2))
        #expect(history.candidate(for: spec(1))?.number == 1)
        history.append(revision(6, before: 1, undone: 1))
        #expect(history.candidate(for: spec(0)) == nil)
    }
}
