import HTTP
import KubernetesClient
import Testing

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
}
