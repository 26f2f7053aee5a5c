import Documents
import Foundation
import HTTP
import HTTPTypes
import Kubernetes
import Testing

@testable import APIServer

struct StoreTests {
    private let maps = "/api/v1/namespaces/models/configmaps"

    /// A path in a folder that is removed afterwards.
    private func withFile(_ body: (String) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("store-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder.appendingPathComponent("store.db").path)
    }

    @Test func `what was answered is there after the file is opened again`() async throws {
        try await withFile { path in
            var cluster = try await TestCluster(path: path)
            let made = try await cluster.create(maps, Sample.configMap("kept"))
            try await cluster.create(maps, Sample.configMap("gone"))
            _ = try await cluster.json(.delete, maps + "/gone")
            let before = await cluster.store.version

            cluster = try await TestCluster(path: path, namespaces: [])
            let list = try await cluster.get(maps)

            #expect(list["items"]?.elements == [made])
            #expect(await cluster.store.version == before)
        }
    }

    @Test func `versions go on after the file is opened again`() async throws {
        try await withFile { path in
            var cluster = try await TestCluster(path: path)
            let first = try await cluster.create(maps, Sample.configMap("a"))
            cluster = try await TestCluster(path: path, namespaces: [])
            let second = try await cluster.create(maps, Sample.configMap("b"))

            let versions = [first, second].compactMap {
                $0["metadata"]?["resourceVersion"]?.string.flatMap(Int.init)
            }
            #expect(versions.count == 2 && versions[0] < versions[1])
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `a watch goes on where it was when the server starts again`() async throws {
        try await withFile { path in
            var cluster = try await TestCluster(path: path)
            let start = await cluster.store.version
            try await cluster.create(maps, Sample.configMap("a"))
            cluster = try await TestCluster(
                path: path,
                namespaces: [],
                clock: HastyClock()
            )

            let response = try await cluster.send(
                .get,
                maps + "?watch=true&timeoutSeconds=5&resourceVersion=\(start)"
            )
            let bytes = try await response.body.collected()

            let events = try bytes.split(separator: 0x0A).map {
                try WatchEvent(line: Array($0))
            }
            guard events.count == 1, case .added(let object) = events[0] else {
                Issue.record("unexpected events: \(events)")
                return
            }
            #expect(object["metadata"]?["name"] == "a")
        }
    }

    @Test func `what was answered survives the death of the process`() async throws {
        try await withFile { path in
            await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
                let cluster = try await TestCluster(path: path)
                for index in 0..<20 {
                    try await cluster.create(
                        "/api/v1/namespaces/models/configmaps",
                        Sample.configMap("m-\(index)")
                    )
                }
                kill(getpid(), SIGKILL)
            }

            let cluster = try await TestCluster(path: path, namespaces: [])
            #expect(try await cluster.get(maps)["items"]?.elements.count == 20)
        }
    }

    @Test func `only its owner may read the file`() async throws {
        try await withFile { path in
            let cluster = try await TestCluster(path: path)
            try await cluster.create(maps, Sample.configMap("a"))

            for name in [path, path + "-wal", path + "-shm"] {
                let attributes = try FileManager.default.attributesOfItem(atPath: name)
                #expect(attributes[.posixPermissions] as? Int == 0o600, "\(name)")
            }
        }
    }

    @Test func `a link is not followed`() async throws {
        try await withFile { path in
            try FileManager.default.createSymbolicLink(
                atPath: path,
                withDestinationPath: path + ".other"
            )

            #expect(throws: StoreError.self) { try VersionedStore(path: path) }
        }
    }

    @Test func `a file that is no store is refused in words`() async throws {
        try await withFile { path in
            try Data(repeating: 0x41, count: 4096).write(to: URL(fileURLWithPath: path))

            #expect(throws: StoreError.self) { try VersionedStore(path: path) }
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `many writers at once each get a version of their own`() async throws {
        try await withFile { path in
            let cluster = try await TestCluster(path: path)

            let versions = try await withThrowingTaskGroup(of: Int.self) { group in
                for index in 0..<200 {
                    group.addTask {
                        let made = try await cluster.create(
                            maps,
                            Sample.configMap("m-\(index)")
                        )
                        return made["metadata"]?["resourceVersion"]?.string.flatMap(Int.init) ?? 0
                    }
                }
                var versions: Set<Int> = []
                for try await version in group { versions.insert(version) }
                return versions
            }

            #expect(versions.count == 200)
            #expect(try await cluster.get(maps)["items"]?.elements.count == 200)
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `writers that count up one object lose no count`() async throws {
        let cluster = try await TestCluster()
        var map = Sample.configMap("counter")
        map["data"] = ["n": "0"]
        try await cluster.create(maps, map)

        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    var left = 10
                    while left > 0 {
                        var map = try await cluster.get(maps + "/counter")
                        let count = map["data"]?["n"]?.string.flatMap(Int.init) ?? 0
                        map["data"] = ["n": .string(String(count + 1))]
                        let (status, _) = try await cluster.json(
                            .put,
                            maps + "/counter",
                            map.text()
                        )
                        if status == 200 { left -= 1 }
                    }
                }
            }
            try await group.waitForAll()
        }

        #expect(try await cluster.get(maps + "/counter")["data"]?["n"] == "80")
    }

    @Test func `a list that nobody pages through is forgotten`() async throws {
        let store = try VersionedStore(path: nil)
        let begin = ContinuousClock.now
        await store.keep(StoredCollection(), of: .pod, at: 1, now: begin)

        #expect(await store.kept(.pod, at: 1, now: begin + .seconds(299)) != nil)
        #expect(await store.kept(.pod, at: 1, now: begin + .seconds(301)) == nil)
        #expect(await store.kept(.pod, at: 1, now: begin) == nil)
    }
}
