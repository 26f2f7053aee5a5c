import Documents
import Foundation
import Glibc
import Testing

extension Journeys {
    /// An API server that is killed, and one whose disk is full.
    struct ServerFaultJourney {
        @Test func `what was answered 201 is there after the API server was killed`()
            async throws
        {
            let server = try ObjectServer()
            try await server.start()
            // One request after the other on one connection; the server dies among them.
            let requests = try server.writeRequests(4000)
            let writing = Task { try await ObjectServer.send(requests) }
            let answered: Bool? = try await eventually {
                try await server.count() > 200 ? true : nil
            }
            #expect(answered == true, "\(server.said)")

            server.kill()
            let acknowledged = try await writing.value
            try await server.start()

            #expect(acknowledged.count > 200 && acknowledged.count < 4000)
            let there = try await server.configMaps()
            #expect(acknowledged.subtracting(there) == [])
            // At most the one that was under way is there without having been answered.
            #expect(there.count <= acknowledged.count + 1)
        }

        @Test func `the API server answers a user who is not root`() async throws {
            let server = try ObjectServer()
            guard try await server.startAsNobody() else {
                print("1 test skipped: no other user can be taken here (setpriv)")
                return
            }

            let outcome = try await server.create("as-nobody", bytes: 10)

            #expect(outcome.status == 201, "\(outcome.output)\(outcome.errors)\(server.said)")
        }

        @Test
        func `with no room writes are refused, what was answered stays, and it goes on`()
            async throws
        {
            let server = try ObjectServer()
            try await server.startWithRoom(megabytes: 8)

            var made: Set<String> = []
            var refusal: Program.Outcome?
            for number in 0..<200 where refusal == nil {
                let outcome = try await server.create("big-\(number)", bytes: 200_000)
                if outcome.status == 201 {
                    made.insert("big-\(number)")
                } else {
                    refusal = outcome
                }
            }

            #expect(refusal?.status == 500, "\(refusal?.output ?? "nothing was refused")")
            let status = try JSON(parsing: Array((refusal?.output ?? "{}").utf8))
            #expect(status["kind"] == "Status")
            let message = status["message"]?.string ?? ""
            #expect(message.contains("the store cannot be written"), "\(status.text())")
            #expect(!made.isEmpty)
            #expect(try await server.configMaps() == made)
            try await server.giveRoom()
            let isServed: Bool? = try await eventually {
                try await server.create("after", bytes: 10).status == 201 ? true : nil
            }
            #expect(isServed == true)
            #expect(try await server.configMaps() == made.union(["after"]))
        }
    }
}

/// An API server without anything that runs pods, and curl as its client.
private final class ObjectServer {
    private let folder: URL
    private let port: Int
    private var process: Foundation.Process?

    init() throws {
        folder = try Place.temporaryFolder()
        port = try RunningCluster.freePort()
    }

    deinit {
        kill()
        try? FileManager.default.removeItem(at: folder)
    }

    private var data: String { folder.appending(path: "data").path }
    private var log: URL { folder.appending(path: "log") }
    private var kubeconfig: String { folder.appending(path: "kubeconfig").path }

    var said: String { (try? String(contentsOf: log, encoding: .utf8)) ?? "" }

    func start() async throws {
        try await start(
            """
            exec "$RADIANT" serve-objects --data-dir "$DATA" --api-port "$PORT"
            """
        )
        try FileManager.default.copyFile(replacing: kubeconfig, with: data + "/kubeconfig")
    }

    /// Starts it as a user without rights; whether that could be done.
    func startAsNobody() async throws -> Bool {
        if geteuid() != 0 {
            try await start()
            return true
        }
        let words = ["--reuid", "65534", "--regid", "65534", "--clear-groups"]
        guard try await Program.named("setpriv").run(words + ["true"]).status == 0 else {
            return false
        }
        // The folders of tests are their user's alone, and so may be those of the build.
        let home = URL(filePath: "/tmp/radiant-nobody-\(UUID().uuidString.prefix(8))")
        defer { try? FileManager.default.removeItem(at: home) }
        try FileManager.default.createDirectory(at: home, withIntermediateDirectories: true)
        try FileManager.default.copyItem(
            at: Place.products.appending(path: "radiant"),
            to: home.appending(path: "radiant")
        )
        chown(home.path, 65534, 65534)
        try await start(
            """
            exec setpriv \(words.joined(separator: " ")) "\(home.path)/radiant" serve-objects \
                --data-dir "\(home.path)/data" --api-port "$PORT"
            """
        )
        try FileManager.default.copyFile(
            replacing: kubeconfig,
            with: home.appending(path: "data/kubeconfig").path
        )
        return true
    }

    /// Starts it where no file may grow beyond a size: without any rights that is as near as can be to a
    /// disk that is full, and to the server it looks the same, a write that fails.
    func startWithRoom(megabytes: Int) async throws {
        // dash counts in blocks of 512 bytes. A program that does not ignore the signal ends by it.
        let script = """
            trap '' XFSZ
            ulimit -S -f \(megabytes << 11)
            exec "$RADIANT" serve-objects --data-dir "$DATA" --api-port "$PORT"
            """
        try await start(script)
        try FileManager.default.copyFile(replacing: kubeconfig, with: data + "/kubeconfig")
    }

    /// Takes the limit away while it runs.
    func giveRoom() async throws {
        let outcome = try await Program.named("prlimit").run(
            ["--pid", "\(process?.processIdentifier ?? 0)", "--fsize=unlimited"]
        )
        try #require(outcome.status == 0, "\(outcome.errors)")
    }

    private func start(_ script: String) async throws {
        _ = FileManager.default.createFile(atPath: log.path, contents: nil)
        let process = Foundation.Process()
        process.executableURL = URL(filePath: "/bin/sh")
        process.arguments = ["-c", script]
        process.environment = ProcessInfo.processInfo.environment.merging([
            "RADIANT": Place.products.appending(path: "radiant").path, "DATA": data,
            "PORT": "\(port)", "FOLDER": folder.path,
        ]) { $1 }
        let output = try FileHandle(forWritingTo: log)
        process.standardOutput = output
        process.standardError = output
        process.standardInput = FileHandle.nullDevice
        try process.run()
        self.process = process
        let isReady: Bool? = await eventually {
            if said.contains("ready ") { return true }
            return process.isRunning ? nil : false
        }
        try #require(isReady == true, "\(said)")
    }

    /// Ends it as nothing can be caught.
    func kill() {
        guard let process, process.isRunning else { return }
        Glibc.kill(process.processIdentifier, SIGKILL)
        // Not for ever: a test that fails must come to its end.
        for _ in 0..<1000 where process.isRunning { usleep(10_000) }
        self.process = nil
    }

    // MARK: Requests

    private var url: String { "https://127.0.0.1:\(port)/api/v1/namespaces/default/configmaps" }

    private func authorization() throws -> String {
        let json = try YAML.json(parsing: String(contentsOfFile: kubeconfig, encoding: .utf8))
        return "Authorization: Bearer " + (json["users"]?[0]?["user"]?["token"]?.string ?? "")
    }

    /// Writes down for curl how objects are created one after the other.
    func writeRequests(_ count: Int) throws -> String {
        var text = ""
        for number in 0..<count {
            let body =
                #"{\"apiVersion\":\"v1\",\"kind\":\"ConfigMap\",\"metadata\":{\"name\":\"m\#(number)\"}}"#
            text += """
                \(number == 0 ? "" : "next\n")url = "\(url)?number=\(number)"
                insecure
                silent
                max-time = 10
                output = "/dev/null"
                header = "\(try authorization())"
                header = "Content-Type: application/json"
                data = "\(body)"
                write-out = "%{http_code} m\(number)\\n"

                """
        }
        let file = folder.appending(path: "requests")
        try text.write(to: file, atomically: true, encoding: .utf8)
        return file.path
    }

    /// Sends what was written down; returns the names of those that were answered 201.
    static func send(_ requests: String) async throws -> Set<String> {
        let outcome = try await Program.named("curl").run(["-K", requests])
        let lines = outcome.output.split(separator: "\n").filter { $0.hasPrefix("201 ") }
        return Set(lines.map { String($0.dropFirst(4)) })
    }

    /// Creates an object of a size; the status is that of the answer.
    func create(_ name: String, bytes: Int) async throws -> Program.Outcome {
        let object: JSON = [
            "apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": .string(name)],
            "data": ["filler": .string(String(repeating: "x", count: bytes))],
        ]
        let outcome = try await Program.named("curl").run(
            [
                "-sk", "--max-time", "20", "-H", try authorization(),
                "-H", "Content-Type: application/json", "--data-binary", "@-", "-w",
                "\n%{http_code}", url,
            ],
            input: object.text()
        )
        let lines = outcome.output.split(separator: "\n")
        return Program.Outcome(
            status: Int32(lines.last ?? "") ?? 0,
            output: lines.dropLast().joined(separator: "\n"),
            errors: outcome.errors
        )
    }

    /// The names of the objects that are there.
    func configMaps() async throws -> Set<String> {
        let outcome = try await Program.named("curl").run(
            ["-sk", "--max-time", "20", "-H", try authorization(), url]
        )
        let items = try JSON(parsing: Array(outcome.output.utf8))["items"]?.elements ?? []
        return Set(items.compactMap { $0["metadata"]?["name"]?.string })
    }

    func count() async throws -> Int { try await configMaps().count }
}

extension FileManager {
    fileprivate func copyFile(replacing path: String, with source: String) throws {
        try? removeItem(atPath: path)
        try copyItem(atPath: source, toPath: path)
    }
}
