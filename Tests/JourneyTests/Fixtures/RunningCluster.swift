import Foundation
import Glibc
import Testing

/// An embedded cluster in a folder of its own, on free ports.
final class RunningCluster {
    let folder: URL
    let apiPort: Int
    let gatewayPort: Int
    private(set) var process: Foundation.Process?
    private let log: URL

    init() throws {
        folder = try Place.temporaryFolder()
        log = folder.appending(path: "up.log")
        apiPort = try RunningCluster.freePort()
        gatewayPort = try RunningCluster.freePort()
    }

    /// The address of the gateway.
    var gateway: String { "http://127.0.0.1:\(gatewayPort)" }

    /// The data directory.
    var data: String { folder.appending(path: "data").path }

    /// What a program needs to find this cluster.
    var environment: [String: String] {
        ["KUBECONFIG": data + "/kubeconfig", "RADIANT_DATA_DIR": data, "HOME": folder.path]
    }

    /// The process group's leader, 0 when none runs.
    var pid: Int32 { process?.processIdentifier ?? 0 }

    /// Starts `radiant up` and waits until it says that it is ready.
    ///
    /// - Parameters:
    ///   - manifests: Files of `examples`, or absolute paths.
    ///   - arguments: More words for it.
    ///   - images: Lines of the image catalogue.
    ///   - path: The folders in which it finds programs, where not the test's own.
    ///   - limit: How long it may take to be ready.
    /// - Throws: What keeps it from starting.
    func start(
        _ manifests: [String] = [],
        arguments: [String] = [],
        images: [String] = [],
        path: String? = nil,
        within limit: Duration = .seconds(90)
    ) async throws {
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        let process = Foundation.Process()
        process.executableURL = Place.products.appending(path: "radiant")
        process.arguments =
            [
                "up", "--headless", "--data-dir", data, "--api-port", "\(apiPort)",
                "--gateway-port", "\(gatewayPort)",
            ]
            + arguments + images.flatMap { ["--image", $0] }
            + manifests.flatMap { name in
                let isPath = name.hasPrefix("/")
                return ["-f", isPath ? name : Place.root.appending(path: "examples/" + name).path]
            }
        if let path {
            process.environment = ProcessInfo.processInfo.environment.merging(["PATH": path]) { $1 }
        }
        let output = try FileHandle(forWritingTo: log)
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        self.process = process
        let isReady: Bool? = await eventually(within: limit) {
            if said.split(separator: "\n").contains(where: { $0.hasPrefix("ready") }) {
                return true
            }
            return process.isRunning ? nil : false
        }
        try #require(isReady == true, "radiant up is not ready: \(said)")
    }

    /// What `radiant up` has printed.
    var said: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }

    /// Ends it as a user does, and waits until it is gone.
    func stop() async {
        guard let process, process.isRunning else { return }
        process.terminate()
        _ = await eventually(within: .seconds(20)) { process.isRunning ? nil : true }
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    deinit {
        if let process, process.isRunning { kill(process.processIdentifier, SIGKILL) }
        try? FileManager.default.removeItem(at: folder)
    }

    func radiant(_ arguments: String...) async throws -> Program.Outcome {
        try await Program.radiant.run(arguments, environment: environment)
    }

    func kubectl(_ arguments: String...) async throws -> Program.Outcome {
        try await Program.named("kubectl").run(arguments, environment: environment)
    }

    /// The processes of this cluster, found by the data directory in their environment or arguments.
    func processes() -> [Int32] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return all.compactMap { Int32($0) }.filter { pid in
            ["cmdline", "environ"].contains { name in
                let bytes = FileManager.default.contents(atPath: "/proc/\(pid)/\(name)") ?? Data()
                return String(decoding: bytes, as: UTF8.self).contains(data)
            }
        }
    }

    static func freePort() throws -> Int {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, length) | getsockname(descriptor, $0, &length)
            }
        }
        try #require(status == 0)
        return Int(UInt16(bigEndian: address.sin_port))
    }
}
