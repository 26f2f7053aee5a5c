import Documents
import HTTP
import Kubernetes
import Testing

@testable import KubernetesClient

struct LinesTests {
    private func lines(_ pieces: [String]) async throws -> [String] {
        let stream = ByteStream { continuation in
            for piece in pieces { continuation.yield(Array(piece.utf8)) }
            continuation.finish()
        }
        var result: [String] = []
        for try await line in Lines(.stream(stream), from: "test") {
            result.append(String(decoding: line, as: UTF8.self))
        }
        return result
    }

    @Test func `lines come out whole however the bytes are divided`() async throws {
        let text = "one\r\ntwo\n\nthree"
        for size in 1...text.utf8.count {
            var pieces: [String] = []
            var rest = text[...]
            while !rest.isEmpty {
                pieces.append(String(rest.unicodeScalars.prefix(size)))
                rest = Substring(rest.unicodeScalars.dropFirst(size))
            }
            #expect(try await lines(pieces) == ["one", "two", "", "three"])
        }
    }

    @Test func `a line without end is refused before it fills the memory`() async {
        let piece = String(repeating: "x", count: 1 << 20)

        await #expect(throws: ClientError.self) {
            try await lines(Array(repeating: piece, count: 10))
        }
    }

    @Test func `of many lines at once the events come in order, up to the first that is none`()
        async throws
    {
        let lines = (0..<300).map { number in
            number == 200
                ? "{\"type\":"
                : "{\"type\":\"ADDED\",\"object\":{\"metadata\":{\"name\":\"p\(number)\"}}}"
        }
        let body = Body.bytes(Array(lines.joined(separator: "\n\n").utf8))
        let events = WatchEvents(kind: Pod.resource, Lines(body, from: "test"), keeping: nil)

        var names: [String] = []
        await #expect(throws: ClientError.self) {
            for try await event in events {
                guard case .added(let json) = event else { continue }
                names.append(json["metadata"]?["name"]?.string ?? "")
            }
        }

        #expect(names == (0..<200).map { "p\($0)" })
    }
}
