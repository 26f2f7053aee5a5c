import Glibc

@testable import LocalCluster

/// A directory of its own for one test, removed with it.
final class ScratchDirectory: Sendable {
    let path: String

    init() {
        var template = Array("/tmp/radiant-test-XXXXXX".utf8CString)
        path = mkdtemp(&template).map { String(cString: $0) } ?? "/tmp"
    }

    deinit { PrivateFile.remove(path) }
}
