import Failures
import Kubernetes
import Operations
import Terminal

/// Folds one message into the state and returns what must now be done outside.
public func update(_ state: inout DashboardState, with message: Message) -> [Command] {
    if case .passed(let duration) = message {
        state.clock = state.clock.advanced(by: duration)
        return []
    }
    let subscriptions = state.subscriptions
    let watched = state.closelyWatched
    let picture = state.wantedPicture
    var commands = state.receive(message)
    if case .pods = state.page { state.pods.settle(on: state.podRows) }
    for command in commands {
        state.commandLog.begin(
            command,
            equivalents: command.equivalents(in: state),
            at: state.clock
        )
    }
    for ended in subscriptions.subtracting(state.subscriptions) {
        commands.append(.unfollow(ended))
        state.commandLog.end(.follow(ended), .done)
    }
    for begun in state.subscriptions.subtracting(subscriptions) {
        let command = Command.follow(begun)
        state.commandLog.begin(
            command,
            equivalents: command.equivalents(in: state),
            at: state.clock
        )
        commands.append(command)
    }
    if state.closelyWatched != watched { commands.append(.watchClosely(state.closelyWatched)) }
    if let wanted = state.wantedPicture, wanted != picture, wanted != state.bench.picture?.request {
        commands.append(.drawPicture(wanted))
    }
    return commands
}

extension DashboardState {
    /// What the open pages want to hear of.
    fileprivate var subscriptions: Set<Subscription> {
        Set(
            pages.compactMap { page in
                switch page {
                case .logs(let target): .logs(target)
                case .events(let id): .events(id)
                case .document(let target): .document(target)
                case .fleet, .graph, .node, .comparison, .bench, .messages, .commands, .pods: nil
                }
            }
        ).union(forwards)
    }

    /// The deployments that are on the screen.
    fileprivate var closelyWatched: Set<DeploymentID> {
        if let id = page.deployment { return [id] }
        return FleetLines(state: self).visible(in: bodyRows)
    }

    fileprivate mutating func receive(_ message: Message) -> [Command] {
        switch message {
        case .key(let key): return press(key)
        case .mouse(let event): return point(event)
        case .pasted(let text): paste(text)
        case .resized(let size): self.size = size
        case .passed: break
        case .snapshot(let snapshot): return adopt(snapshot)
        case .reported(let report): take(report)
        case .finished(let command): finish(command)
        case .failed(let command, let failure): return fail(command, failure)
        case .terminationRequested: return [.quit]
        }
        return []
    }

    fileprivate mutating func adopt(_ newest: ClusterSnapshot) -> [Command] {
        if let awaitedContext {
            // The former cluster may still have something to tell, which is of no use any more.
            guard newest.context == awaitedContext else { return [] }
            self.awaitedContext = nil
        }
        if let latest, latest.context != newest.context { forgetCluster() }
        let place = selectedPlace
        let changes = latest.map { FleetChange.between($0, newest) } ?? []
        latest = newest
        clock = max(clock, newest.takenAt)
        timeline.append(newest, changes: changes)
        if past == nil {
            snapshot = newest
            arrange()
            if case .pods = page { pods.settle(on: podRows) }
            let moved = selectedPlace
            if let place, let moved, place != moved { fleet.movedAt = clock }
        }
        for change in pending {
            guard
                let deployment = newest.deployments.first(where: { $0.id == change.deployment }),
                change.isFulfilled(by: deployment)
            else { continue }
            pending.removeAll { $0 == change }
            let seconds = clock.elapsed(since: change.since).latencyText
            tell(
                .done,
                "the traffic of \(change.deployment.name) is now \(deployment.weightsText), "
                    + "as the cluster shows after \(seconds)"
            )
        }
        for change in changes where change.isTold {
            notices.tell(Notice(change.level, change.text), at: clock, isOfCluster: true)
        }
        let alarms = changes.filter(\.isAlarming).map(\.text)
        return alarms.isEmpty ? [] : [.alarm(alarms.joined(separator: "; "))]
    }

    /// Where the row stands that keys act on, in a list whose rows may move.
    private var selectedPlace: Int? {
        switch page {
        case .fleet: rows.isEmpty ? nil : fleet.selectedIndex
        case .pods: podRows.firstIndex { $0.pod.uid == selectedPod?.pod.uid }
        default: nil
        }
    }

    /// Begins anew for another cluster: nothing of the one before may be taken for its own.
    private mutating func forgetCluster() {
        pages = [.fleet]
        overlay = nil
        latest = nil
        snapshot = nil
        past = nil
        timeline = Timeline()
        pending = []
        forwards = []
        fleet.selected = nil
        arrange()
        tell(.done, "this is another cluster now")
    }

    fileprivate mutating func take(_ report: Report) {
        switch report {
        case .notice(let notice):
            notices.tell(notice, at: clock)
        case .planned(let request, let outlook): take(outlook, for: request)
        case .answered(let request, let outcome):
            bench.take(outcome, for: request, at: clock)
        case .picture(let drawing):
            // One that came too late is of another answer, or of another size.
            if drawing.request == wantedPicture { bench.picture = drawing }
        case .logLines(let target, let lines):
            if logs.target == target { logs.append(lines) }
        case .events(let id, let lines):
            if events.deployment == id { events.lines = lines }
        case .document(let target, let lines):
            if document.target == target { document.take(lines, rows: documentRows) }
        case .paths(let paths, let typed):
            bench.complete(with: paths, for: typed)
        case .edited(let proposal):
            overlay = .question(
                Question(
                    title: "write this to \(proposal.key.name)?",
                    lines: proposal.changes,
                    command: .submit(proposal)
                )
            )
        }
    }

    fileprivate mutating func finish(_ command: Command) {
        commandLog.end(command, .done)
        for index in pending.indices where pending[index].command == command {
            pending[index].isAccepted = true
        }
        if let request = command.test, bench.running == request { bench.running = nil }
        if case .follow(let subscription) = command { forwards.remove(subscription) }
        if case .setContext = command { forgetCluster() }
    }

    fileprivate mutating func fail(_ command: Command, _ failure: Failure) -> [Command] {
        pending.removeAll { $0.command == command }
        commandLog.end(command, .failed(failure.message))
        if let request = command.test, bench.running == request {
            bench.take(.failure(failure), for: request, at: clock)
            bench.running = nil
        }
        if case .follow(let subscription) = command {
            forwards.remove(subscription)
            if case .logs(let target) = subscription, logs.target == target {
                logs.trouble = failure.message
            }
        }
        notices.tell(Notice(failure), at: clock)
        if case .setContext = command { awaitedContext = nil }
        if case .planRollout(let request) = command { forget(request) }
        switch command {
        case .setTraffic, .carryOut: return [.ringBell]
        default: break
        }
        return []
    }

    /// Tells the user something.
    mutating func tell(_ level: Notice.Level, _ message: String, hint: String? = nil) {
        notices.tell(Notice(level, message, hint: hint), at: clock)
    }
}

extension Command {
    /// The test request that it is about.
    fileprivate var test: TestRequest? {
        switch self {
        case .predict(let request), .step(let request): request
        default: nil
        }
    }
}
