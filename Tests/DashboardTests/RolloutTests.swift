import Terminal
import Testing

@testable import Dashboard
@testable import Operations

/// The rollout panel, and the keys that drive a rollout.
struct RolloutTests {
    private static func rollout(
        phase: RolloutRecord.Phase = .baking,
        hold: RolloutRecord.Hold? = nil,
        heartbeat: Double = 2
    ) -> RolloutRecord {
        let now = Samples.now.secondsSince1970
        var record = RolloutRecord(
            id: "r",
            plan: RolloutPlan(
                main: "main",
                canary: "canary",
                steps: [25, 50, 100],
                interval: .seconds(30),
                finishes: true
            ),
            phase: phase,
            step: 1,
            since: now - 20,
            startedAt: now - 60,
            author: "alice@laptop",
            driver: .init(name: "alice@laptop", token: "t", heartbeat: now - heartbeat),
            weightsBefore: ["main": 80, "canary": 20],
            weights: ["main": 50, "canary": 50],
            generation: 1,
            restartsBefore: 0,
            gates: [
                GateReading(.ready, .passed, value: 1, limit: 1),
                GateReading(.requests, .passed, value: 64, limit: 10),
                GateReading(.errors, .passed, value: 0.002, limit: 0.01, main: 0, samples: 64),
                GateReading(.p95, .waiting, value: 0.142, limit: 0.157, main: 0.131, samples: 64),
            ],
            message: "canary has 50 %, 10 s to go",
            revision: 3
        )
        record.hold = hold
        return record
    }

    private static func state(
        _ rollout: RolloutRecord?,
        columns: Int = 120,
        rows: Int = 36,
        isProduction: Bool = false,
        keys: [KeyEvent] = []
    ) -> DashboardState {
        var snapshot = Samples.snapshot()
        snapshot.isProduction = isProduction
        for index in snapshot.deployments.indices
        where snapshot.deployments[index].id.name == "checks-reader" {
            snapshot.deployments[index].rollout = rollout
        }
        let toChecks: [KeyEvent] = Array(repeating: .character("j"), count: 4)
        return .sample(
            columns: columns,
            rows: rows,
            snapshot: snapshot,
            keys: toChecks + [.enter] + keys
        )
    }

    @Test func `a gate that no longer holds calls the user, once`() {
        var rollout = Self.rollout()
        rollout.gates = [GateReading(.errors, .passed, value: 0.01, limit: 0.05, samples: 64)]
        var state = Self.state(rollout)
        rollout.gates = [GateReading(.errors, .failed, value: 0.5, limit: 0.05, samples: 64)]
        let failing = Self.state(rollout).snapshot ?? Samples.snapshot()

        let commands = update(&state, with: .snapshot(failing))

        let words = "a gate of checks-reader's rollout does not hold: "
        #expect(commands == [.alarm(words + rollout.gates[0].sentence)])
        #expect(update(&state, with: .snapshot(failing)) == [])

        rollout.phase = .failed
        rollout.message = "errors 50 %, at most 5 %"
        let over = Self.state(rollout).snapshot ?? Samples.snapshot()
        #expect(update(&state, with: .snapshot(over)) == [])
        #expect(
            state.notices.entries.last?.notice.message
                == "the rollout of checks-reader is over, failed: errors 50 %, at most 5 %"
        )
    }

    private static func text(of state: DashboardState) -> String {
        let area = Rect(columns: state.size.columns, rows: state.size.rows)
        let grid = screen(for: state, in: area, theme: .terminal)
        return (0..<grid.size.rows).map { grid.text(row: $0) }.joined(separator: "\n")
    }

    private var id: DeploymentID {
        get throws { try #require(Self.state(nil).subject) }
    }

    @Test func `a rollout stands above its graph with steps, gates and who drives it`() throws {
        let wide = Self.text(of: Self.state(Self.rollout()))
        let narrow = Self.text(of: Self.state(Self.rollout(), columns: 80, rows: 24))

        let bar = "rollout canary ✔25%━━●50% █████░░░ ──○100%──○finish   canary 50% main 50%"
        for line in [
            bar, "baking: canary has 50 %, 10 s to go",
            "driven by alice@laptop   P pauses   A aborts", "✔ ready 1, at least 1",
            "✔ errors 0.2 %, at most 1 % (main 0 %), 64 requests",
            "… p95 142 ms, at most 157 ms (main 131 ms), 64 requests",
        ] {
            #expect(wide.contains(line), "\(line)\n\(wide)")
        }
        // Two thirds of a small screen stay the graph's.
        #expect(narrow.contains(bar), "\(narrow)")
        #expect(narrow.contains("detection-infer"), "\(narrow)")
    }

    @Test func `a rollout that nobody attends says so, and since when`() throws {
        let text = Self.text(of: Self.state(Self.rollout(heartbeat: 95)))

        #expect(text.contains("unattended for 95s   P takes it over"), "\(text)")
    }

    @Test func `P pauses, lets go on, or takes over, as it is needed`() throws {
        func sent(_ rollout: RolloutRecord) -> [Command] {
            var state = Self.state(rollout)
            return update(&state, with: .key(.character("P")))
        }
        let hold = RolloutRecord.Hold(by: "bob", since: 0, reason: "looking")

        #expect(try sent(Self.rollout()) == [.carryOut(.pause(id), typedName: nil)])
        #expect(try sent(Self.rollout(hold: hold)) == [.carryOut(.resume(id), typedName: nil)])
        #expect(
            try sent(Self.rollout(phase: .approving)) == [.carryOut(.resume(id), typedName: nil)]
        )
        #expect(
            try sent(Self.rollout(heartbeat: 95)) == [.carryOut(.takeOver(id), typedName: nil)]
        )
    }

    @Test func `a promotion is typed, shown with its patch, and sent after a yes`() throws {
        var state = Self.state(nil, keys: [.character("P")])
        let form = Self.text(of: state)
        #expect(form.contains("▸ steps in percent  10,25,50,100"), "\(form)")
        #expect(form.contains("[x] main becomes what the canary is, at 100 %"), "\(form)")

        let asked = update(&state, with: .key(.enter))
        guard case .planRollout(let request) = asked.first else {
            return #expect(Bool(false), "\(asked)")
        }
        let outlook = RolloutOutlook(
            sentence: "canary to 50 → 100 %, 30 s a step",
            warnings: ["Argo CD owns this deployment and will take the change back"],
            patch: [
                "replace /spec/predictors/0/traffic 50", "replace /spec/predictors/1/traffic 50",
            ]
        )
        _ = update(&state, with: .reported(.planned(request, outlook)))
        let question = Self.text(of: state)
        #expect(question.contains(outlook.sentence), "\(question)")
        #expect(question.contains("! Argo CD owns this deployment"), "\(question)")
        #expect(question.contains("replace /spec/predictors/1/traffic 50"), "\(question)")
        #expect(question.contains("y or Enter does it"), "\(question)")
        let sent = update(&state, with: .key(.character("y")))

        #expect(sent == [.carryOut(request, typedName: nil)])
        #expect(state.overlay == nil)
    }

    @Test func `steps that make no sense are not sent`() throws {
        var state = Self.state(nil, keys: [.character("P"), .character(","), .character("5")])

        #expect(update(&state, with: .key(.enter)).isEmpty)
        #expect(Self.text(of: state).contains("✖ each step must be more than the one before"))
    }

    @Test func `A asks what an abort does, and Esc leaves it`() throws {
        var state = Self.state(Self.rollout())

        #expect(try update(&state, with: .key(.character("A"))) == [.planRollout(.abort(id))])
        #expect(update(&state, with: .key(.escape)).isEmpty)
        #expect(state.overlay == nil)
    }

    @Test func `production is locked until it is unlocked, but never for an abort`() throws {
        var state = Self.state(Self.rollout(), isProduction: true)
        #expect(Self.text(of: state).contains("PRODUCTION"))

        #expect(update(&state, with: .key(.character("P"))).isEmpty)
        #expect(try update(&state, with: .key(.character("A"))) == [.planRollout(.abort(id))])
        _ = update(&state, with: .key(.escape))
        for key in ":unlock 5" { _ = update(&state, with: .key(.character(key))) }
        #expect(update(&state, with: .key(.enter)) == [.unlock(minutes: 5)])
        #expect(
            try update(&state, with: .key(.character("P"))) == [
                .carryOut(.pause(id), typedName: nil)
            ]
        )
    }

    @Test func `what is dangerous in production takes the name`() throws {
        var state = Self.state(nil)
        let request = try RolloutRequest.undo(id)
        _ = update(&state, with: .key(.character("U")))
        let outlook = RolloutOutlook(sentence: "back", patch: [], name: "checks-reader")
        _ = update(&state, with: .reported(.planned(request, outlook)))

        #expect(update(&state, with: .key(.enter)).isEmpty)
        for key in "checks-reader" { _ = update(&state, with: .key(.character(key))) }
        #expect(
            update(&state, with: .key(.enter)) == [
                .carryOut(request, typedName: "checks-reader")
            ]
        )
    }
}
