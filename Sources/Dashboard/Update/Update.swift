import Failures
import Kubernetes
import Operations
import Terminal

/// Folds one message into the state and returns what must now be done outside.
public func update(_ state: inout DashboardState, with message: Message) -> [Command] {
    let subscriptions = state.subscriptions
    let watched = state.closelyWatched
    let picture = state.wantedPicture
    var commands = state.receive(message)
    for ended in subscriptions.subtracting(state.subscriptions) {
        commands.append(.unfollow(ended))
    }
    for begun in state.subscriptions.subtracting(subscriptions) { commands.append(.follow(begun)) }
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
                case .fleet, .graph, .node, .bench, .messages, .pods: nil
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
        case .pasted(let text): paste(text)
        case .resized(let size): self.size = size
        case .passed(let duration): now = now.advanced(by: duration)
        case .snapshot(let snapshot): return adopt(snapshot)
        case .reported(let report): take(report)
        case .finished(let command): finish(command)
        case .failed(let command, let failure): return fail(command, failure)
        case .terminationRequested: return [.quit]
        }
        return []
    }

    fileprivate mutating func adopt(_ newest: ClusterSnapshot) -> [Command] {
        let changes = snapshot.map { FleetChange.between($0, newest) } ?? []
        snapshot = newest
        now = max(now, newest.takenAt)
        arrange()
        for change in pending {
            guard let deployment = deployment(change.deployment),
                change.isFulfilled(by: deployment)
            else { continue }
            pending.removeAll { $0 == change }
            let seconds = now.elapsed(since: change.since).latencyText
            tell(
                .done,
                "the traffic of \(change.deployment.name) is now \(deployment.weightsText), "
                    + "as the cluster shows after \(seconds)"
            )
        }
        for change in changes where change.isTold { tell(change.level, change.text) }
        return changes.contains(where: \.isAlarming) ? [.ringBell] : []
    }

    fileprivate mutating func take(_ report: Report) {
        switch report {
        case .notice(let notice):
            notices.tell(notice, at: now)
        case .planned(let request, let outlook): take(outlook, for: request)
        case .answered(let request, let outcome):
            bench.take(outcome, for: request, at: now)
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
        for index in pending.indices where pending[index].command == command {
            pending[index].isAccepted = true
        }
        if let request = command.test, bench.running == request { bench.running = nil }
        if case .follow(let subscription) = command { forwards.remove(subscription) }
    }

    fileprivate mutating func fail(_ command: Command, _ failure: Failure) -> [Command] {
        pending.removeAll { $0.command == command }
        if let request = command.test, bench.running == request {
            bench.take(.failure(failure), for: request, at: now)
            bench.running = nil
        }
        if case .follow(let subscription) = command {
            forwards.remove(subscription)
            if case .logs(let target) = subscription, logs.target == target {
                logs.trouble = failure.message
            }
        }
        notices.tell(Notice(failure), at: now)
        if case .planRollout(let request) = command { forget(request) }
        switch command {
        case .setTraffic, .carryOut: return [.ringBell]
        default: break
        }
        return []
    }

    /// Tells the user something.
    mutating func tell(_ level: Notice.Level, _ message: String, hint: String? = nil) {
        notices.tell(Notice(level, message, hint: hint), at: now)
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
