import Testing

@testable import Transport

/// Holds our codec against NIOHTTP1 on the same bytes: framing and request smuggling (RFC 9112).
struct WireDifferenceTests {
    /// How the two are to read the bytes.
    enum Verdict {
        /// Both read the same messages.
        case same
        /// Both refuse.
        case refused
        /// We refuse what NIOHTTP1 takes, and why.
        case stricter(String)
        /// We take what NIOHTTP1 refuses, and why.
        case looser(String)
    }

    private static let get = "GET /a HTTP/1.1\r\nHost: h\r\n"
    private static let post = "POST /a HTTP/1.1\r\nHost: h\r\n"

    static let requests: [(String, Verdict)] = [
        (get + "\r\n", .same),
        (get + "X-A:  spaced \t\r\nEmpty:\r\n\r\n", .same),
        (get + "\r\n" + get + "\r\n", .same),
        ("\r\n\r\n" + get + "\r\n", .same),
        ("OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n", .same),
        ("GET /a HTTP/1.0\r\n\r\n", .same),
        (post + "Content-Length: 5\r\n\r\nhello" + get + "\r\n", .same),
        (post + "Content-Length: 0\r\n\r\n", .same),
        (post + "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n", .same),
        (post + "Transfer-Encoding: Chunked\r\n\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n", .same),
        (post + "Transfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nTrailer: x\r\n\r\n", .same),
        (post + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\nhi", .same),
        // Two ways of framing: the classic request smuggling.
        (
            post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            .refused
        ),
        (
            post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
            .refused
        ),
        (post + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello", .refused),
        (post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", .refused),
        (post + "Content-Length: 5, 5\r\n\r\nhello", .refused),
        (post + "Content-Length: +5\r\n\r\nhello", .refused),
        (post + "Content-Length: -1\r\n\r\n", .refused),
        (post + "Content-Length: 0x5\r\n\r\nhello", .refused),
        (post + "Content-Length: 99999999999999999999\r\n\r\n", .refused),
        (post + "Content-Length : 5\r\n\r\nhello", .refused),
        (post + "Content-Length:\r\n\r\n", .refused),
        (
            post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", .refused
        ),
        (post + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n", .refused),
        (
            post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
            .stricter("we know no coding but chunked")
        ),
        (
            post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            .refused
        ),
        (post + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n", .refused),
        (
            "POST /a HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            .stricter("HTTP/1.0 has no chunks (RFC 9112, section 6.1)")
        ),
        (post + "Transfer-Encoding: chunked\r\n\r\nG\r\n", .refused),
        (post + "Transfer-Encoding: chunked\r\n\r\n-1\r\n", .refused),
        (post + "Transfer-Encoding: chunked\r\n\r\n5\r\nhelloo\r\n", .refused),
        (post + "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n", .refused),
        (post + "Transfer-Encoding: chunked\r\n\r\n1\na\r\n0\r\n\r\n", .refused),
        // Lines and fields.
        (get + "X: a\r\n b\r\n\r\n", .refused),
        (get + "X : a\r\n\r\n", .refused),
        (get + ": a\r\n\r\n", .refused),
        (get + "X\u{01}: a\r\n\r\n", .refused),
        (get + "X: a\u{00}b\r\n\r\n", .refused),
        (get + "X: a\rb\r\n\r\n", .refused),
        ("GET /a HTTP/1.1\nHost: h\n\n", .refused),
        (get + "no colon\r\n\r\n", .refused),
        ("GET /a HTTP/1.1\r\n\r\n", .stricter("HTTP/1.1 names its host")),
        (get + "Host: other\r\n\r\n", .stricter("two hosts may be two routes")),
        ("GET  /a HTTP/1.1\r\nHost: h\r\n\r\n", .stricter("one space (RFC 9112, section 3)")),
        ("GET /a  HTTP/1.1\r\nHost: h\r\n\r\n", .stricter("one space (RFC 9112, section 3)")),
        ("GET /a b HTTP/1.1\r\nHost: h\r\n\r\n", .refused),
        ("GET /a\r\nHost: h\r\n\r\n", .refused),
        ("GET /a HTTP/2.0\r\nHost: h\r\n\r\n", .refused),
        ("GET /a HTTP/1.2\r\nHost: h\r\n\r\n", .refused),
        ("GET /a http/1.1\r\nHost: h\r\n\r\n", .refused),
        ("GET a HTTP/1.1\r\nHost: h\r\n\r\n", .refused),
        ("G\u{e4}T /a HTTP/1.1\r\nHost: h\r\n\r\n", .refused),
        ("BREW /pot HTTP/1.1\r\nHost: h\r\n\r\n", .looser("any token is a method (RFC 9110)")),
    ]

    @Test(arguments: requests.indices)
    func `requests are read as NIOHTTP1 reads them, whole and in pieces`(index: Int) {
        let (text, verdict) = Self.requests[index]
        let bytes = Array(text.utf8)
        let ours = OurReading.requests([bytes])
        let theirs = NIOReading.requests([bytes])
        switch verdict {
        case .same:
            #expect(ours == theirs)
            #expect(!ours.isRefused && !ours.messages.isEmpty)
        case .refused:
            #expect(ours.isRefused && ours.messages.isEmpty, "\(ours)")
            #expect(theirs.isRefused, "\(theirs)")
        case .stricter:
            #expect(ours.isRefused, "\(ours)")
            #expect(!theirs.isRefused, "\(theirs)")
        case .looser:
            #expect(!ours.isRefused, "\(ours)")
            #expect(theirs.isRefused, "\(theirs)")
        }
        for cut in bytes.indices {
            let pieces = [Array(bytes[..<cut]), Array(bytes[cut...])]
            #expect(OurReading.requests(pieces) == ours, "cut at \(cut)")
        }
        #expect(OurReading.requests(bytes.map { [$0] }) == ours, "byte by byte")
    }

    static let responses: [(String, ends: Bool, Verdict)] = [
        ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", false, .same),
        ("HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nhi", false, .same),
        ("HTTP/1.1 204 No Content\r\n\r\n", false, .same),
        ("HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n", false, .same),
        ("HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n", false, .same),
        ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n", false, .same),
        ("HTTP/1.1 200 OK\r\n\r\nuntil the end", true, .same),
        ("HTTP/1.0 200 OK\r\nConnection: close\r\n\r\nold", true, .same),
        (
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi", false,
            .same
        ),
        ("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nhi", false, .refused),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
            false, .refused
        ),
        ("HTTP/1.1 2000 OK\r\n\r\n", false, .refused),
        ("HTTP/1.1 abc OK\r\n\r\n", false, .refused),
        ("garbage\r\n\r\n", false, .refused),
        ("SSH-2.0-OpenSSH_9.2p1\r\n\r\n", false, .refused),
        ("HTTP/1.1 200 OK\r\nX : y\r\n\r\n", false, .refused),
    ]

    @Test(arguments: responses.indices)
    func `answers are read as NIOHTTP1 reads them, whole and in pieces`(index: Int) {
        let (text, ends, verdict) = Self.responses[index]
        let bytes = Array(text.utf8)
        let ours = OurReading.response([bytes], ends: ends)
        let theirs = NIOReading.response([bytes], ends: ends)
        if case .same = verdict {
            #expect(ours == theirs)
            #expect(ours.messages.count == 1)
        } else {
            #expect(ours.isRefused && ours.messages.isEmpty, "\(ours)")
            #expect(theirs.isRefused, "\(theirs)")
        }
        for cut in bytes.indices {
            let pieces = [Array(bytes[..<cut]), Array(bytes[cut...])]
            #expect(OurReading.response(pieces, ends: ends) == ours, "cut at \(cut)")
        }
    }

    @Test func `a body over the limit is refused as soon as its length is known`() {
        let said = Array((Self.post + "Content-Length: 11\r\n\r\n").utf8)
        #expect(OurReading.requests([said], limit: 10).isRefused)
        let chunked = Array(
            (Self.post + "Transfer-Encoding: chunked\r\n\r\n6\r\nabcdef\r\n5\r\n").utf8
        )
        #expect(OurReading.requests([chunked], limit: 10).isRefused)
        #expect(!OurReading.requests([chunked], limit: 11).isRefused)
    }

    @Test func `headers, fields, extensions and trailers without end are refused`() {
        let long = String(repeating: "a", count: HeadScan.limit)
        #expect(OurReading.requests([Array((Self.get + "X: " + long).utf8)]).isRefused)
        let many = String(repeating: "a: b\r\n", count: HeadScan.fieldLimit + 1)
        #expect(OurReading.requests([Array((Self.get + many + "\r\n").utf8)]).isRefused)
        let chunked = Self.post + "Transfer-Encoding: chunked\r\n\r\n"
        #expect(OurReading.requests([Array((chunked + "1;" + long).utf8)]).isRefused)
        #expect(
            OurReading.requests([Array((chunked + "0\r\nX: " + long).utf8)]).isRefused
        )
    }
}
