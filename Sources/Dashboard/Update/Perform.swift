import Operations
import Terminal

extension DashboardState {
    /// Does what a key means on the page that is seen.
    mutating func perform(_ action: Action) -> [Command] {
        if let objection = (action.isAimed ? objectionToMovedRow : nil)
            ?? (action.isChange ? objectionToChanges : nil)
        {
            notices.tell(objection, at: clock)
            return []
        }
        if let objection = objectionOfRights(to: action) {
            notices.tell(objection, at: clock)
            return []
        }
        switch action {
        case .back: back()
        case .quit:
            if pages.count == 1 { return [.quit] }
            back()
        case .help: overlay = .help(HelpState())
        case .commandLine: overlay = .commandLine(CommandLine())
        case .messages: show(.messages)
        case .traffic: askForTraffic()
        case .rollout: return askForRollout()
        case .abort: return ask { .abort($0) }
        case .undo: return ask { .undo($0) }
        case .test where page != subject.map(Page.bench): openBench(for: subject)
        case .logs: openLogs()
        case .pods: if let subject { openPods(of: subject) }
        case .yaml: if let subject { openDocument(DocumentTarget(.yaml, of: subject)) }
        case .describe: if let subject { openDocument(DocumentTarget(.description, of: subject)) }
        case .edit: if let subject { return [.edit(subject)] }
        case .save: return save(to: nil)
        case .events: if let subject { openEvents(of: subject) }
        case .toggleScope: return toggleScope()
        case .commandLog: show(.commands)
        case .capture: return [.captureScreen]
        case .compare: if let subject { show(.comparison(subject)) }
        case .backInTime: travel(by: -1)
        case .forwardInTime: travel(by: 1)
        case .minuteBack: travel(back: .seconds(60))
        case .present: returnToPresent()
        case .suspend, .redraw, .interrupt: break
        default: return performOnPage(action)
        }
        return []
    }

    private mutating func performOnPage(_ action: Action) -> [Command] {
        switch page {
        case .fleet: performOnFleet(action)
        case .graph(let id, let selected): performOnGraph(action, id, selected)
        case .logs(let target): performOnLogs(action, target)
        case .document: return performOnDocument(action)
        case .pods(let id): return performOnPods(action, id)
        case .events:
            events.scroll = scrolled(events.scroll, action, count: events.lines?.count ?? 0)
        case .bench(let id): return performOnBench(action, id)
        case .commands: return performOnCommands(action)
        case .node, .comparison, .messages: pageScroll = scrolled(pageScroll, action, count: 500)
        }
        return []
    }

    /// Goes back by exactly one step.
    mutating func back() {
        if case .fleet = page, !fleet.filter.text.isEmpty {
            fleet.filter = TextInput()
            arrange()
        } else if pages.count > 1 {
            pages.removeLast()
        }
    }

    /// Puts a page above the one that is seen; no page is open twice, so Esc never goes in circles.
    mutating func show(_ next: Page) {
        guard page != next, next != .fleet else { return }
        pageScroll = 0
        pages.removeAll { $0 == next }
        pages.append(next)
    }

    private mutating func toggleScope() -> [Command] {
        guard let snapshot else { return [] }
        switch snapshot.scope {
        case .one: return [.setScope(.all)]
        case .all:
            guard let namespace = fleet.selected?.namespace else { return [] }
            return [.setScope(.one(namespace))]
        }
    }

    private mutating func performOnFleet(_ action: Action) {
        let rows = rows
        switch action {
        case .filter: fleet.isFiltering = true
        case .open: if let id = fleet.selected { openGraph(of: id) }
        case .order:
            let orders = FleetState.Order.allCases
            let place = orders.firstIndex(of: fleet.order) ?? 0
            fleet.order = orders[(place + 1) % orders.count]
            arrange()
        case .reverseOrder:
            fleet.isReversed.toggle()
            arrange()
        default:
            if let step = step(for: action, count: rows.count) { fleet.move(by: step, in: rows) }
        }
    }

    private mutating func performOnGraph(
        _ action: Action,
        _ id: DeploymentID,
        _ selected: NodePath?
    ) {
        guard let deployment = deployment(id) else { return }
        let plan = GraphSelection(of: deployment)
        if action == .open, let path = plan.settled(selected) {
            show(.node(id, path))
        } else if let moved = plan.moved(from: selected, by: action) {
            pages[pages.count - 1] = .graph(id, selected: moved)
        }
    }

    func scrolled(_ place: Int, _ action: Action, count: Int) -> Int {
        guard let step = step(for: action, count: count) else { return place }
        return max(0, min(max(0, count - 1), place + step))
    }

    /// How many rows an action moves by.
    func step(for action: Action, count: Int) -> Int? {
        switch action {
        case .up: -1
        case .down: 1
        case .halfPageUp: -max(1, bodyRows / 2)
        case .halfPageDown: max(1, bodyRows / 2)
        case .pageUp: -max(1, bodyRows - 1)
        case .pageDown: max(1, bodyRows - 1)
        case .top: -count
        case .bottom: count
        default: nil
        }
    }
}
