import Glibc

/// Standard error while the screen is up: it goes to a file without a name, and what came last is
/// said when the screen is down again.
struct DivertedErrors {
    /// A duplicate of standard error as it was, or -1.
    let saved: Int32
    /// The file that takes it meanwhile, or -1.
    let diverted: Int32

    /// Diverts standard error where it would write on the screen.
    init() {
        guard isatty(STDERR_FILENO) == 1 else {
            saved = -1
            diverted = -1
            return
        }
        let file = Self.makeNamelessFile()
        guard file >= 0 else {
            saved = -1
            diverted = -1
            return
        }
        saved = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 10)
        diverted = fcntl(file, F_DUPFD_CLOEXEC, 10)
        dup2(file, STDERR_FILENO)
        close(file)
    }

    /// Ends the diversion and says what was said meanwhile.
    func end() {
        Self.giveBack(saved: saved, diverted: diverted)
        if saved >= 0 { close(saved) }
        if diverted >= 0 { close(diverted) }
    }

    /// Lets errors go to the terminal while the program is stopped.
    func pause() {
        if saved >= 0 { dup2(saved, STDERR_FILENO) }
    }

    /// Takes them away from it again.
    func resume() {
        if diverted >= 0 { dup2(diverted, STDERR_FILENO) }
    }

    /// Puts standard error back and writes the end of what was diverted; safe in a signal handler.
    static func giveBack(saved: Int32, diverted: Int32) {
        guard saved >= 0, diverted >= 0 else { return }
        dup2(saved, STDERR_FILENO)
        let end = lseek(diverted, 0, SEEK_END)
        var position = max(0, end - 8192)
        withUnsafeTemporaryAllocation(byteCount: 1024, alignment: 1) { buffer in
            guard let base = buffer.baseAddress else { return }
            while position < end {
                let count = pread(diverted, base, buffer.count, position)
                guard count > 0 else { return }
                _ = write(STDERR_FILENO, base, count)
                position += count
            }
        }
    }

    private static func makeNamelessFile() -> Int32 {
        guard let stream = tmpfile() else { return -1 }
        let file = dup(fileno(stream))
        fclose(stream)
        if file >= 0 { _ = fcntl(file, F_SETFL, O_APPEND) }
        return file
    }
}
