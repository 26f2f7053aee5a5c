import Operations
import Terminal
import Testing

@testable import Dashboard

struct KeyBindingTests {
    private static let id = Samples.checksReader().id
    private static let pages: [Page] = [
        .fleet, .graph(id, selected: nil), .node(id, NodePath(predictor: "main", node: "n")),
        .logs(LogTarget(deployment: id)), .events(id), .document(DocumentTarget(.yaml, of: id)),
        .pods(id), .bench(id), .messages,
    ]

    @Test(arguments: KeyBindings.Preset.allCases)
    func `a key means one thing on a page, and Esc and Ctrl-c are always there`(
        preset: KeyBindings.Preset
    ) {
        for page in Self.pages {
            for isTyping in [true, false] {
                let table = KeyTable(
                    for: page,
                    isTyping: isTyping,
                    bindings: KeyBindings(preset: preset)
                )
                let keys = table.groups.flatMap(\.bindings).flatMap(\.keys)

                #expect(Set(keys).count == keys.count, "\(page)")
                #expect(table.action(for: .escape) == .back)
                #expect(table.action(for: .control("c")) == .interrupt)
                #expect(table.action(for: .control("z")) == .suspend)
            }
        }
    }

    @Test func `a key that was given away has its new meaning, and help and hints say so`() throws {
        var bindings = KeyBindings()
        try bindings.bind(["l", "f7"], to: "logs")
        try bindings.bind([], to: "traffic")
        let settings = DashboardSettings(keys: bindings)
        var state = DashboardState(
            size: Size(columns: 120, rows: 36),
            now: Samples.now,
            settings: settings
        )
        _ = update(&state, with: .snapshot(Samples.snapshot()))

        #expect(state.text.contains("l logs"))
        #expect(!state.text.contains("t traffic"))
        #expect(state.strike(.character("t")) == [])
        #expect(state.overlay == nil)
        _ = state.strike(.enter, .character("l"))
        guard case .logs = state.page else {
            Issue.record("l opened \(state.page)")
            return
        }
    }

    @Test func `hands that know k9s find logs, describe, YAML and the question before a deletion`()
    {
        let table = KeyTable(for: .pods(Self.id), bindings: KeyBindings(preset: .k9s))

        #expect(table.action(for: .character("l")) == .logs)
        #expect(table.action(for: .character("d")) == .describe)
        #expect(table.action(for: .character("y")) == .yaml)
        #expect(table.action(for: .character("s")) == .shell)
        #expect(table.action(for: .control("d")) == .deletePod)
        // On pages where nothing can be deleted the key does nothing.
        let fleet = KeyTable(for: .fleet, bindings: KeyBindings(preset: .k9s))
        #expect(fleet.action(for: .control("d")) == nil)
    }

    @Test func `without a preset no key deletes by reflex`() {
        for page in Self.pages {
            let table = KeyTable(for: page, isTyping: false)
            #expect(table.action(for: .control("d")) != .deletePod)
            #expect(table.action(for: .delete) == nil)
        }
    }

    @Test func `what cannot be bound is refused with what can`() {
        var bindings = KeyBindings()

        #expect(throws: KeyBindingError.unknownAction("fly")) {
            try bindings.bind(["x"], to: "fly")
        }
        #expect(throws: KeyBindingError.unknownKey("hyper-x")) {
            try bindings.bind(["hyper-x"], to: "logs")
        }
        #expect(throws: KeyBindingError.taken("esc")) { try bindings.bind(["esc"], to: "logs") }
        #expect(throws: KeyBindingError.fixed("back")) { try bindings.bind(["x"], to: "back") }
        #expect(KeyBindings.actionNames.contains("half-page-down"))
    }
}
