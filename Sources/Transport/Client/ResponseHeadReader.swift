internal import HTTPTypes

/// Puts a response's header together from the lines that libcurl hands over.
struct ResponseHeadReader {
    /// The header once it is whole; a provisional one (1xx) is passed over.
    private(set) var final: HTTPResponse?
    private var current: HTTPResponse?

    /// Takes one line; returns the header when this line, an empty one, ends it.
    mutating func receive(_ bytes: UnsafeRawBufferPointer) -> HTTPResponse? {
        let line = String(decoding: bytes, as: UTF8.self).trimmingLineEnd()
        if line.hasPrefix("HTTP/") {
            let parts = line.split(separator: " ", maxSplits: 2)
            let code = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
            let reason = parts.count > 2 ? String(parts[2]) : ""
            current = HTTPResponse(
                status: .init(code: min(max(code, 0), 999), reasonPhrase: reason)
            )
        } else if line.isEmpty {
            guard let response = current, response.status.code >= 200 else { return nil }
            // A second empty line ends the trailer, which adds nothing to the header.
            guard final == nil else { return nil }
            final = response
            return response
        } else if final == nil, let colon = line.firstIndex(of: ":"),
            let name = HTTPField.Name(String(line[..<colon]))
        {
            let value = line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
            current?.headerFields.append(HTTPField(name: name, value: String(value)))
        }
        return nil
    }
}

extension String {
    fileprivate func trimmingLineEnd() -> Substring {
        var line = self[...]
        while let last = line.unicodeScalars.last, last == "\r" || last == "\n" {
            line.unicodeScalars.removeLast()
        }
        return line
    }
}
