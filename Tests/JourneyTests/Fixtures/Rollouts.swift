import Documents
import Foundation
import Testing

/// A deployment of light components with a main and a canary, and what is done with it.
struct RolloutScene {
    let cluster: RunningCluster
    static let body = #"{"data":{"ndarray":[[1]]}}"#

    /// A cluster with `echo`: main is an echo, the canary what is asked for.
    init(
        canary image: String = "radiant/troubled-model:v2",
        parameters: [String: String] = [:],
        traffic: Int = 0,
        isReady: Bool = true
    ) async throws {
        cluster = try RunningCluster()
        try await cluster.start()
        let path = cluster.folder.appending(path: "scene.json")
        let manifest = Self.manifest(image, parameters, traffic)
        try Data(manifest.bytes(.indented)).write(to: path)
        let applied = try await cluster.radiant("apply", "-f", path.path)
        try #require(applied.status == 0, "\(applied.errors)")
        guard isReady else { return }
        let ready = try await cluster.radiant("wait", "echo", "--timeout", "60s")
        try #require(ready.status == 0, "\(ready.errors)")
        let routed = try await cluster.radiant(
            "wait",
            "echo",
            "--for",
            "traffic=canary:\(traffic)"
        )
        try #require(routed.status == 0, "\(routed.errors)")
    }

    static func manifest(
        _ image: String,
        _ parameters: [String: String],
        _ traffic: Int
    ) -> JSON {
        func predictor(_ name: String, _ image: String, _ weight: Int, _ list: [JSON]) -> JSON {
            [
                "name": .string(name), "traffic": .int(weight), "replicas": 1,
                "componentSpecs": [
                    ["spec": ["containers": [["name": "echo", "image": .string(image)]]]]
                ],
                "graph": ["name": "echo", "type": "MODEL", "parameters": .array(list)],
            ]
        }
        let list = parameters.sorted { $0.key < $1.key }.map { name, value -> JSON in
            ["name": .string(name), "value": .string(value), "type": "STRING"]
        }
        return [
            "apiVersion": "machinelearning.seldon.io/v1", "kind": "SeldonDeployment",
            "metadata": ["name": "echo", "namespace": "default"],
            "spec": [
                "predictors": [
                    predictor("main", "radiant/troubled-model:v1", 100 - traffic, []),
                    predictor("canary", image, traffic, list),
                ]
            ],
        ]
    }

    /// Sends requests for as long as something is done.
    ///
    /// - Returns: What was done, with what came of the requests.
    func underLoad<Result: Sendable>(
        rate: Int = 200,
        _ body: () async throws -> Result
    ) async throws -> (Result, load: JSON) {
        let load = BackgroundProgram(
            cluster,
            [
                "load", "echo", "--rate", "\(rate)", "--for", "10m", "--data", Self.body, "-o",
                "json",
            ]
        )
        try load.start()
        // The load is under way once the gateway has answered.
        _ = await eventually(within: .seconds(5)) {
            load.errors.contains("requests to") ? true : nil
        }
        let result = try await body()
        let output = await load.stop()
        return (result, try JSON(parsing: Array(output.utf8)))
    }

    /// Promotes with steps of two seconds.
    func promote(_ arguments: String...) async throws -> Program.Outcome {
        try await Program.radiant.run(
            ["promote", "echo", "--interval", "2s", "--patience", "6s"] + arguments,
            environment: cluster.environment
        )
    }

    /// The weights that are declared, by predictor.
    func weights() async throws -> [String: Int] {
        var weights: [String: Int] = [:]
        for predictor in try await spec()["predictors"]?.elements ?? [] {
            weights[predictor["name"]?.string ?? ""] = predictor["traffic"]?.int ?? 0
        }
        return weights
    }

    /// The weights that are routed, by predictor.
    func routed() async throws -> [String: Int] {
        let answer = try await cluster.kubectl("get", "virtualservice", "echo", "-o", "json")
        let route = try JSON(parsing: Array(answer.output.utf8))["spec"]?["http"]?[0]?["route"]
        var weights: [String: Int] = [:]
        for entry in route?.elements ?? [] {
            weights[entry["destination"]?["subset"]?.string ?? ""] = entry["weight"]?.int ?? 0
        }
        return weights
    }

    /// The spec as the API server has it.
    func spec() async throws -> JSON {
        let answer = try await cluster.kubectl("get", "sdep", "echo", "-o", "json")
        return try JSON(parsing: Array(answer.output.utf8))["spec"] ?? .null
    }

    /// The rollout as the command line shows it.
    func rollout() async throws -> JSON? {
        let answer = try await cluster.radiant("rollout", "echo", "-o", "json")
        return answer.status == 0 ? try JSON(parsing: Array(answer.output.utf8)) : nil
    }

    /// Waits until the rollout is in a phase at a step.
    func reaches(_ phase: String, step: Int) async throws -> Bool {
        let found: Bool? = try await eventually(within: .seconds(30)) {
            let rollout = try await rollout()
            return rollout?["phase"]?.string == phase && rollout?["step"]?.int == step ? true : nil
        }
        return found == true
    }
}

/// A program that runs while a test does something else.
final class BackgroundProgram {
    private let process = Foundation.Process()
    private let output: URL
    private let said: URL

    init(_ cluster: RunningCluster, _ arguments: [String]) {
        let name = UUID().uuidString.prefix(8)
        output = cluster.folder.appending(path: "\(name).out")
        said = cluster.folder.appending(path: "\(name).err")
        process.executableURL = Place.products.appending(path: "radiant")
        process.arguments = arguments
        process.environment = ProcessInfo.processInfo.environment
            .merging(cluster.environment) { $1 }
        process.standardInput = FileHandle.nullDevice
    }

    func start() throws {
        for url in [output, said] {
            _ = FileManager.default.createFile(atPath: url.path, contents: nil)
        }
        process.standardOutput = try FileHandle(forWritingTo: output)
        process.standardError = try FileHandle(forWritingTo: said)
        try process.run()
    }

    var pid: Int32 { process.processIdentifier }
    var errors: String { (try? String(contentsOf: said, encoding: .utf8)) ?? "" }
    var printed: String { (try? String(contentsOf: output, encoding: .utf8)) ?? "" }

    /// Asks it to end, and returns what it printed.
    func stop() async -> String {
        if process.isRunning { process.terminate() }
        await end()
        return printed
    }

    /// Waits until it has ended.
    @discardableResult
    func end(within limit: Duration = .seconds(60)) async -> Int32? {
        let process = process
        let hasEnded: Bool? = await eventually(within: limit) { process.isRunning ? nil : true }
        return hasEnded == true ? process.terminationStatus : nil
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
}
