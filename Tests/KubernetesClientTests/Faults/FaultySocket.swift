import Glibc
import Synchronization

/// A server on a real socket that answers as a test tells it to, faults of every kind included.
///
/// Each connection has a thread of its own, which does no more than a request at a time.
final class FaultySocket: Sendable {
    /// What is done to a connection that has sent a request, in order.
    enum Step: Sendable {
        /// Bytes are sent.
        case send([UInt8])
        /// Bytes are sent again and again, until nobody takes them any more.
        case sendForEver([UInt8])
        /// Nothing happens until the server is stopped or the client goes away.
        case hang
        /// Pieces are sent as they come, each as a chunk of HTTP/1.1.
        case follow(Feed)
        /// The connection ends in order.
        case close
        /// The connection is torn down with bytes unread, as when a machine dies.
        case reset

        static func text(_ text: String) -> Step { .send(Array(text.utf8)) }
    }

    private struct State {
        var listener: Int32 = -1
        var connections: Set<Int32> = []
        var isStopped = false
    }

    /// The port in use.
    let port: Int
    private let state = Mutex(State())
    private let sent = Atomic<Int>(0)
    private let answer: @Sendable (_ target: String) -> [Step]

    init(port: Int = 0, _ answer: @escaping @Sendable (_ target: String) -> [Step]) {
        self.answer = answer
        let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var yes: Int32 = 1
        setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        address.sin_port = in_port_t(UInt16(port)).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(listener, $0, length) | listen(listener, 64)
                    | getsockname(listener, $0, &length)
            }
        }
        precondition(status == 0, "no socket to listen on: \(errno)")
        self.port = Int(UInt16(bigEndian: address.sin_port))
        state.withLock { $0.listener = listener }
        spawn { self.accept(listener) }
    }

    /// How many bytes the connections have taken so far.
    var sentBytes: Int { sent.load(ordering: .relaxed) }

    var url: String { "http://127.0.0.1:\(port)" }

    /// Ends all connections at once and accepts no more.
    func stop() {
        state.withLock { state in
            guard !state.isStopped else { return }
            state.isStopped = true
            shutdown(state.listener, Int32(SHUT_RDWR))
            close(state.listener)
            for connection in state.connections { shutdown(connection, Int32(SHUT_RDWR)) }
        }
    }

    deinit { stop() }

    private func accept(_ listener: Int32) {
        while true {
            let connection = Glibc.accept(listener, nil, nil)
            guard connection >= 0 else { return }
            let isTaken = state.withLock { state in
                if state.isStopped { return false }
                state.connections.insert(connection)
                return true
            }
            guard isTaken else {
                close(connection)
                return
            }
            spawn { [weak self] in self?.serve(connection) }
        }
    }

    private func serve(_ connection: Int32) {
        defer {
            _ = state.withLock { $0.connections.remove(connection) }
            close(connection)
        }
        while let target = request(connection) {
            for step in answer(target) {
                guard perform(step, connection) else { return }
            }
        }
    }

    /// The target of the next request, none of which has a body; `nil` when the client is gone.
    private func request(_ connection: Int32) -> String? {
        var head: [UInt8] = []
        var byte: UInt8 = 0
        while !head.ends(with: [13, 10, 13, 10]) {
            guard recv(connection, &byte, 1, 0) == 1 else { return nil }
            head.append(byte)
        }
        let words = String(decoding: head, as: UTF8.self).split(separator: " ", maxSplits: 2)
        return words.count > 1 ? String(words[1]) : nil
    }

    private func perform(_ step: Step, _ connection: Int32) -> Bool {
        switch step {
        case .send(let bytes): return send(bytes, connection)
        case .sendForEver(let bytes):
            while send(bytes, connection) {}
            return false
        case .hang:
            var byte: UInt8 = 0
            while recv(connection, &byte, 1, 0) > 0 {}
            return false
        case .follow(let feed):
            while let piece = feed.next(whileOpen: connection) {
                let size = String(piece.count, radix: 16)
                guard send(Array("\(size)\r\n".utf8) + piece + [13, 10], connection) else {
                    return false
                }
            }
            return false
        case .close: return false
        case .reset:
            var linger = linger(l_onoff: 1, l_linger: 0)
            let size = socklen_t(MemoryLayout.size(ofValue: linger))
            setsockopt(connection, SOL_SOCKET, SO_LINGER, &linger, size)
            return false
        }
    }

    private func send(_ bytes: [UInt8], _ connection: Int32) -> Bool {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return false }
            sent.wrappingAdd(count, ordering: .relaxed)
            rest = rest.dropFirst(count)
        }
        return true
    }

    private func spawn(_ body: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        let box = Unmanaged.passRetained(Box(body))
        pthread_create(
            &thread,
            nil,
            { context in
                guard let context else { return nil }
                Unmanaged<Box>.fromOpaque(context).takeRetainedValue().body()
                return nil
            },
            box.toOpaque()
        )
        pthread_detach(thread)
    }

    private final class Box: Sendable {
        let body: @Sendable () -> Void
        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
}

/// Pieces for one connection that is kept open.
final class Feed: Sendable {
    private let state = Mutex((pieces: [[UInt8]](), isOver: false))

    func push(_ piece: [UInt8]) { state.withLock { $0.pieces.append(piece) } }

    /// Ends the connection once all pieces are sent.
    func end() { state.withLock { $0.isOver = true } }

    /// Waits for the next piece; `nil` when it is over or the client went away.
    func next(whileOpen connection: Int32) -> [UInt8]? {
        while true {
            let (piece, isOver) = state.withLock { state -> ([UInt8]?, Bool) in
                state.pieces.isEmpty ? (nil, state.isOver) : (state.pieces.removeFirst(), false)
            }
            if let piece { return piece }
            if isOver { return nil }
            var poller = pollfd(fd: connection, events: Int16(POLLIN), revents: 0)
            if poll(&poller, 1, 5) > 0 {
                var byte: UInt8 = 0
                if recv(connection, &byte, 1, Int32(MSG_PEEK)) <= 0 { return nil }
            }
        }
    }
}

extension Array where Element == UInt8 {
    fileprivate func ends(with suffix: [UInt8]) -> Bool {
        count >= suffix.count && self[(count - suffix.count)...].elementsEqual(suffix)
    }
}
