import FoundationEssentials
import Glibc

/// What the process was started with.
enum Environment {
    /// The variables.
    static var variables: [String: String] { ProcessInfo.processInfo.environment }

    /// Whether text may have more characters than ASCII: POSIX' order of the variables.
    static var isUnicode: Bool {
        let variables = variables
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy
            .compactMap { variables[$0] }.first { !$0.isEmpty }
        let name = (locale ?? "").uppercased()
        return name.contains("UTF-8") || name.contains("UTF8")
    }
}

extension Environment {
    /// How far this machine's clock on the wall is ahead of UTC, in seconds.
    static var secondsFromGMT: Int {
        var now = time(nil)
        var parts = tm()
        localtime_r(&now, &parts)
        return parts.tm_gmtoff
    }
}
