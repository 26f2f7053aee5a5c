internal import Glibc

/// What is said to the user beside the results.
enum Remark {
    /// Writes a line to standard error.
    static func say(_ text: String) {
        let bytes = Array((text + "\n").utf8)
        _ = write(STDERR_FILENO, bytes, bytes.count)
    }
}
