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

/// Where the embedded cluster keeps its state.
enum DataDirectory {
    /// The folder that was asked for, else `RADIANT_DATA_DIR`, else the user's own.
    static func path(_ asked: String?, _ environment: [String: String]) -> String {
        if let asked { return asked }
        if let path = environment["RADIANT_DATA_DIR"], !path.isEmpty { return path }
        if let path = environment["XDG_DATA_HOME"], !path.isEmpty { return path + "/radiant" }
        return (environment["HOME"] ?? "") + "/.local/share/radiant"
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
