import Failures
import Glibc
import LocalCluster

/// A program that has the terminal for itself.
enum ForegroundProgram {
    /// Runs a program on this terminal to its end.
    ///
    /// It stays in our process group, so that the keyboard's signals reach it.
    /// - Parameters:
    ///   - path: The program.
    ///   - arguments: Its arguments, without its name.
    /// - Returns: Its exit status, or 128 and the number of the signal that ended it.
    /// - Throws: `Failure` when it cannot be started.
    static func run(_ path: String, _ arguments: [String]) async throws -> Int32 {
        var words: [UnsafeMutablePointer<CChar>?] = ([path] + arguments).map { strdup($0) }
        words.append(nil)
        defer { for word in words { free(word) } }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var usual = sigset_t()
        sigemptyset(&usual)
        sigaddset(&usual, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &usual)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        var pid = pid_t()
        let status = posix_spawn(&pid, path, nil, &attributes, words, environ)
        guard status == 0 else {
            throw Failure("cannot start \(path): \(String(cString: strerror(status)))")
        }
        return await end(of: pid)
    }

    /// Waits in a thread of its own: it may take an hour, and the others must go on.
    private static func end(of pid: pid_t) async -> Int32 {
        await withCheckedContinuation { continuation in
            let waiting = Waiting(pid: pid, continuation: continuation)
            var thread = pthread_t()
            pthread_create(
                &thread,
                nil,
                { argument in
                    guard let argument else { return nil }
                    Unmanaged<Waiting>.fromOpaque(argument).takeRetainedValue().run()
                    return nil
                },
                Unmanaged.passRetained(waiting).toOpaque()
            )
            pthread_detach(thread)
        }
    }

    private final class Waiting: Sendable {
        let pid: pid_t
        let continuation: CheckedContinuation<Int32, Never>

        init(pid: pid_t, continuation: CheckedContinuation<Int32, Never>) {
            self.pid = pid
            self.continuation = continuation
        }

        func run() {
            var status: Int32 = 0
            while waitpid(pid, &status, 0) < 0, errno == EINTR {}
            let signal = status & 0x7F
            continuation.resume(returning: signal == 0 ? (status >> 8) & 0xFF : 128 + signal)
        }
    }
}

/// A program without the terminal.
enum BackgroundProgram {
    /// Runs a program until it ends or the task is cancelled.
    ///
    /// - Returns: What it said last.
    static func run(_ path: String, _ arguments: [String]) async throws -> String {
        let program = ProgramCall(
            words: [path] + arguments,
            environment: Environment.variables
        )
        let said = LastWords()
        _ = try await SubprocessLauncher().run(program) { _ in
        } onOutput: { piece in
            said.add(piece)
        }
        return said.text
    }
}
