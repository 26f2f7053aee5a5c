import Documents
import Foundation
import Testing

/// One of the kubectls at hand: Debian's 1.20 and the machine's own.
struct Kubectl: Sendable, CustomTestStringConvertible {
    let path: String
    /// The minor number of its version, such as 20.
    let minor: Int

    var testDescription: String { "kubectl 1.\(minor)" }

    /// The verbs that not all versions have, with the first that does.
    static let firstMinor = ["events": 26, "auth whoami": 28]

    /// Those at hand, one a version.
    static let all: [Kubectl] = {
        let script = Place.root.appending(path: "scripts/kubectls.sh")
        var found: [Kubectl] = []
        for path in (output(of: script.path, []) ?? "").split(separator: "\n").map(String.init) {
            let text = output(of: path, ["version", "--client", "-o", "json"]) ?? ""
            let version = try? JSON(parsing: Array(text.utf8))["clientVersion"]
            guard let minor = version?["minor"]?.string.flatMap({ Int($0.prefix { $0.isNumber }) }),
                !found.contains(where: { $0.minor == minor })
            else { continue }
            found.append(Kubectl(path: path, minor: minor))
        }
        print("kubectl: \(found.map(\.testDescription)) at hand")
        return found
    }()

    /// Whether it has a verb.
    func has(_ verb: String) -> Bool { minor >= Kubectl.firstMinor[verb] ?? 0 }

    private static func output(of path: String, _ arguments: [String]) -> String? {
        let process = Foundation.Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return nil }
        let data = try? pipe.fileHandleForReading.readToEnd()
        process.waitUntilExit()
        return data.map { String(decoding: $0, as: UTF8.self) }
    }
}

/// A kubectl and the cluster that it talks to.
struct KubectlSession {
    let kubectl: Kubectl
    let cluster: RunningCluster

    /// Runs kubectl with words that are divided by spaces, then with those given one by one.
    func run(
        _ words: String,
        _ more: String...,
        environment: [String: String] = [:]
    ) async throws -> Program.Outcome {
        try await Program(path: kubectl.path).run(
            words.split(separator: " ").map(String.init) + more,
            environment: cluster.environment.merging(environment) { $1 }
        )
    }

    /// Runs kubectl, which must succeed; returns what it prints.
    func output(
        _ words: String,
        _ more: String...,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> String {
        try await ended(0, words, more, holding: [], in: \.output, sourceLocation).output
    }

    /// Runs kubectl, whose output must hold all of some texts.
    func expect(
        _ words: String,
        _ more: String...,
        prints texts: [String],
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        _ = try await ended(0, words, more, holding: texts, in: \.output, sourceLocation)
    }

    /// Runs kubectl, which must be refused with all of some texts.
    func refuses(
        _ words: String,
        _ more: String...,
        with texts: [String],
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        _ = try await ended(1, words, more, holding: texts, in: \.errors, sourceLocation)
    }

    /// Runs kubectl, which must end with a status and say all of some texts in one of its outputs.
    private func ended(
        _ status: Int32,
        _ words: String,
        _ more: [String],
        holding texts: [String],
        in output: KeyPath<Program.Outcome, String>,
        _ sourceLocation: SourceLocation
    ) async throws -> Program.Outcome {
        let outcome = try await Program(path: kubectl.path).run(
            words.split(separator: " ").map(String.init) + more,
            environment: cluster.environment
        )
        let said = "\(kubectl.testDescription) \(words): \(outcome.errors)\(outcome.output)"
        #expect(outcome.status == status, "\(said)", sourceLocation: sourceLocation)
        for text in texts {
            #expect(
                outcome[keyPath: output].contains(text),
                "\(said)",
                sourceLocation: sourceLocation
            )
        }
        return outcome
    }

    /// Starts kubectl and leaves it running.
    func start(_ words: String) throws -> BackgroundKubectl {
        try BackgroundKubectl(
            kubectl.path,
            words.split(separator: " ").map(String.init),
            environment: cluster.environment,
            in: cluster.folder
        )
    }
}

/// A program that runs beside the test, and what it has printed so far.
final class BackgroundKubectl {
    private let process = Foundation.Process()
    private let log: URL

    init(
        _ path: String,
        _ arguments: [String],
        environment: [String: String],
        in folder: URL
    ) throws {
        log = folder.appending(path: "background-\(UUID().uuidString.prefix(8)).log")
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
        let output = try FileHandle(forWritingTo: log)
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
    }

    var said: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }

    /// Whether it printed something within a time.
    func says(_ text: String, within limit: Duration = .seconds(20)) async -> Bool {
        await eventually(within: limit) { said.contains(text) ? true : nil } ?? false
    }

    /// Whether it ended by itself within a time.
    func ends(within limit: Duration = .seconds(20)) async -> Bool {
        await eventually(within: limit) { process.isRunning ? nil : true } ?? false
    }

    deinit { if process.isRunning { process.terminate() } }
}
