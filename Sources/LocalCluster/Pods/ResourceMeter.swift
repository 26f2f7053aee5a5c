import APIServer
import Kubernetes
import Synchronization

/// What the containers and the machine use, looked at every few seconds.
final class ResourceMeter: Sendable {
    /// How often is looked.
    static let period = Duration.seconds(5)
    /// How many looks a usage is worked out from: the oldest of them and the newest.
    private static let depth = 4

    private struct Look {
        var moment: ContinuousClock.Instant
        var usage: GroupUsage
    }

    private struct Measured {
        var pod: ObjectKey
        var container: String
        var looks: [Look] = []
    }

    private struct State {
        var groups: [Int32: Measured] = [:]
        var machine: [Look] = []
    }

    private let state = Mutex(State())

    /// Begins to measure the process group of a container.
    func begin(_ container: String, of pod: ObjectKey, group: Int32) {
        state.withLock { $0.groups[group] = Measured(pod: pod, container: container) }
    }

    /// Ends it.
    func end(group: Int32) { state.withLock { $0.groups[group] = nil } }

    /// What the containers of a pod use; empty until there were two looks at one.
    func usage(of pod: ObjectKey) -> [ContainerUsage] {
        state.withLock { state in
            state.groups.values.filter { $0.pod == pod }
                .compactMap { ResourceMeter.usage($0.looks, named: $0.container) }
                .sorted { $0.container < $1.container }
        }
    }

    /// What is used of the machine; `nil` until there were two looks.
    var machineUsage: ContainerUsage? {
        state.withLock { ResourceMeter.usage($0.machine, named: "") }
    }

    /// Looks until the task is cancelled.
    func run(clock: any Clock<Duration>) async {
        while !Task.isCancelled {
            look(at: .now, GroupUsage.all(), machine: .current)
            try? await clock.sleep(for: ResourceMeter.period)
        }
    }

    /// Takes in what all process groups use at a moment.
    func look(
        at moment: ContinuousClock.Instant,
        _ usages: [Int32: GroupUsage],
        machine: GroupUsage
    ) {
        state.withLock { state in
            for (group, measured) in state.groups {
                guard let usage = usages[group] else { continue }
                let look = Look(moment: moment, usage: usage)
                state.groups[group]?.looks = ResourceMeter.appending(look, to: measured.looks)
            }
            let look = Look(moment: moment, usage: machine)
            state.machine = ResourceMeter.appending(look, to: state.machine)
        }
    }

    private static func appending(_ look: Look, to looks: [Look]) -> [Look] {
        Array((looks + [look]).suffix(depth))
    }

    private static func usage(_ looks: [Look], named container: String) -> ContainerUsage? {
        guard let first = looks.first, let last = looks.last, looks.count > 1 else { return nil }
        let window = (last.moment - first.moment) / .seconds(1)
        guard window > 0 else { return nil }
        let seconds =
            Double(last.usage.ticks - first.usage.ticks) / Double(GroupUsage.ticksPerSecond)
        return ContainerUsage(
            container: container,
            milliCPU: Int((max(0, seconds) / window * 1000).rounded()),
            memory: last.usage.memory,
            window: max(1, Int(window.rounded()))
        )
    }
}

extension GroupUsage {
    /// What all processes of the machine use together.
    fileprivate static var current: GroupUsage {
        GroupUsage(ticks: Machine.busyTicks, memory: Machine.usedMemory)
    }
}
