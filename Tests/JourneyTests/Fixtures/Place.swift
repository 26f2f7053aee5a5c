import Foundation

/// Where things are.
enum Place {
    /// The folder of the package.
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    /// The folder of the executables built along with the tests.
    static let products: URL = {
        let arguments = CommandLine.arguments
        if let flag = arguments.firstIndex(of: "--test-bundle-path"), flag + 1 < arguments.count {
            return URL(filePath: arguments[flag + 1]).deletingLastPathComponent()
        }
        return URL(filePath: arguments[0]).deletingLastPathComponent()
    }()

    /// Recorded and photographed material that is not part of the package; `nil` when missing.
    static let shared: URL? = {
        let path = ProcessInfo.processInfo.environment["RADIANT_SHARED"] ?? "../shared"
        let url = URL(filePath: path, relativeTo: root).absoluteURL
        return FileManager.default.fileExists(atPath: url.path) ? url : nil
    }()

    /// Whether the absence of `shared` is a failure.
    static let isCI = ProcessInfo.processInfo.environment["CI"] == "true"

    /// A new empty folder, readable by its owner alone.
    static func temporaryFolder() throws -> URL {
        let url = FileManager.default.temporaryDirectory
            .appending(path: "radiant-journey-\(UUID().uuidString.prefix(8))")
        try FileManager.default.createDirectory(
            at: url,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        return url
    }
}
