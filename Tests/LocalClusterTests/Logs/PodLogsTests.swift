import APIServer
import HTTP
import Kubernetes
import Testing

@testable import LocalCluster

struct PodLogsTests {
    private let scratch = ScratchDirectory()
    private let pod = ObjectKey(namespace: "default", name: "p")
    private let noon = Timestamp(seconds: 1_800_000_000)

    private func request(_ change: (inout LogRequest) -> Void = { _ in }) -> LogRequest {
        var request = LogRequest(namespace: "default", pod: "p", uid: "u", container: "c")
        change(&request)
        return request
    }

    private func text(_ body: Body) async throws -> String {
        String(decoding: try await body.collected(), as: UTF8.self)
    }

    @Test func `lines are kept with their time and shown without it`() async throws {
        let logs = PodLogs(directory: scratch.path)
        let file = await logs.begin(pod: pod, uid: "u", container: "c")
        await file.append(Array("one\ntw".utf8), at: noon)
        await file.append(Array("o\r\nthree".utf8), at: noon + .seconds(5))
        await file.close(at: noon + .seconds(6))

        #expect(try await text(logs.body(for: request())) == "one\ntwo\nthree\n")
        #expect(try await text(logs.body(for: request { $0.tailLines = 1 })) == "three\n")
        let since = noon + .seconds(5)
        #expect(try await text(logs.body(for: request { $0.since = since })) == "two\nthree\n")
        let stamped = try await text(logs.body(for: request { $0.timestamps = true }))
        #expect(stamped.hasPrefix("2027-01-15T08:00:00.000000000Z one\n"))
    }

    @Test func `the log of the run before is kept, those before it are not`() async throws {
        let logs = PodLogs(directory: scratch.path)
        for word in ["one", "two", "three"] {
            let file = await logs.begin(pod: pod, uid: "u", container: "c")
            await file.append(Array("\(word)\n".utf8), at: noon)
            await file.close()
        }

        #expect(try await text(logs.body(for: request())) == "three\n")
        #expect(try await text(logs.body(for: request { $0.previous = true })) == "two\n")
    }

    @Test func `a container that has not run has no log`() async {
        let logs = PodLogs(directory: scratch.path)

        await #expect(throws: APIStatus.self) { try await logs.body(for: request()) }
    }

    @Test func `whoever follows sees all lines up to the end`() async throws {
        let logs = PodLogs(directory: scratch.path)
        let file = await logs.begin(pod: pod, uid: "u", container: "c")
        await file.append(Array("one\n".utf8), at: noon)

        let body = try await logs.body(for: request { $0.follow = true })
        await file.append(Array("two\n".utf8), at: noon)
        await file.close()

        #expect(try await text(body) == "one\ntwo\n")
    }

    @Test func `a line is cut at 64 KiB and the file at its bound`() async throws {
        let logs = PodLogs(directory: scratch.path)
        let file = await logs.begin(pod: pod, uid: "u", container: "c")
        await file.append([UInt8](repeating: 0x61, count: 150_000) + [0x0A], at: noon)
        let lines = try await text(logs.body(for: request())).split(separator: "\n")
        #expect(lines.map(\.count) == [65_536, 65_536, 18_928])

        let line = [UInt8](repeating: 0x62, count: 60_000) + [0x0A]
        for _ in 0..<400 { await file.append(line, at: noon) }
        await file.close()

        let kept = LogFile.content(of: file.path).count
        #expect(kept <= 2 * LogFile.limit)
        #expect(kept > LogFile.limit)
    }

    @Test func `logs of pods that are gone are removed`() async throws {
        let logs = PodLogs(directory: scratch.path)
        _ = await logs.begin(pod: pod, uid: "u", container: "c")
        _ = await logs.begin(pod: ObjectKey(namespace: "x", name: "q"), uid: "v", container: "c")

        await logs.keep(only: ["v"])

        #expect(PrivateFile.names(in: scratch.path) == ["x_q_v"])
    }
}
