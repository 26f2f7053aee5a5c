internal import NIOCore
internal import NIOPosix

/// The event loops of the data plane, and the executor of each.
final class LoopGroup: Sendable {
    struct Member: Sendable {
        let loop: any EventLoop
        let executor: LoopExecutor
    }

    /// The loops on which all servers and clients of this process run.
    static let shared = LoopGroup(MultiThreadedEventLoopGroup.singleton)

    let group: MultiThreadedEventLoopGroup
    let members: [Member]

    init(_ group: MultiThreadedEventLoopGroup) {
        self.group = group
        members = group.makeIterator().map { Member(loop: $0, executor: LoopExecutor($0)) }
    }

    /// The place of a loop in ``members``.
    func index(of loop: any EventLoop) -> Int? { members.firstIndex { $0.loop === loop } }

    /// The place of the loop on whose thread this runs; `nil` on any other thread.
    var current: Int? {
        guard let loop = MultiThreadedEventLoopGroup.currentEventLoop else { return nil }
        return index(of: loop)
    }
}

extension LoopGroup {
    /// The executor of one of the loops.
    func executor(of loop: any EventLoop) -> LoopExecutor {
        index(of: loop).map { members[$0].executor } ?? LoopExecutor(loop)
    }
}
