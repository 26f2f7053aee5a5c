/// The parts of a `multipart/form-data` body (RFC 7578).
struct MultipartForm {
    struct Part {
        var name: String
        var fileName: String?
        var bytes: ArraySlice<UInt8>
    }

    var parts: [Part] = []

    /// The most parts that are read.
    private static let partLimit = 1000

    /// Reads a body by the `boundary` of its content type.
    init(_ body: [UInt8], contentType: String) throws(ServingError) {
        guard let boundary = FieldParameters(contentType)["boundary"], !boundary.isEmpty else {
            throw .malformedForm("its content type has no boundary")
        }
        let delimiter = Array("--\(boundary)".utf8)
        guard var offset = ByteSearch.firstRange(of: delimiter, in: body, from: 0)?.upperBound
        else {
            throw .malformedForm("the boundary is not in the body")
        }
        let separator = Array("\r\n".utf8) + delimiter
        while true {
            let rest = body[offset...]
            if rest.starts(with: "--".utf8) { return }
            guard rest.starts(with: "\r\n".utf8) else {
                throw .malformedForm("a boundary is not followed by a line break")
            }
            offset += 2
            guard let end = ByteSearch.firstRange(of: separator, in: body, from: offset - 2) else {
                throw .malformedForm("the closing boundary is missing")
            }
            guard parts.count < Self.partLimit else {
                throw .malformedForm("more than \(Self.partLimit) parts")
            }
            parts.append(try Self.part(body[min(offset, end.lowerBound)..<end.lowerBound]))
            offset = end.upperBound
        }
    }

    private static func part(_ bytes: ArraySlice<UInt8>) throws(ServingError) -> Part {
        guard let end = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else {
            throw .malformedForm("a part has no header")
        }
        let header = String(decoding: bytes[..<end.lowerBound], as: UTF8.self)
        for line in header.split(separator: "\r\n") {
            guard let colon = line.firstIndex(of: ":") else { continue }
            guard line[..<colon].lowercased() == "content-disposition" else { continue }
            let parameters = FieldParameters(String(line[line.index(after: colon)...]))
            guard let name = parameters["name"] else { break }
            return Part(
                name: name,
                fileName: parameters["filename"],
                bytes: bytes[end.upperBound...]
            )
        }
        throw .malformedForm("a part has no name")
    }
}

/// Where bytes stand in others, in one pass for texts that begin with a rare byte.
private enum ByteSearch {
    static func firstRange(of pattern: [UInt8], in bytes: [UInt8], from: Int) -> Range<Int>? {
        bytes.withUnsafeBufferPointer { bytes in
            pattern.withUnsafeBufferPointer { pattern in
                guard let first = pattern.first else { return nil }
                var index = from
                while index + pattern.count <= bytes.count {
                    if bytes[index] == first,
                        (1..<pattern.count).allSatisfy({ bytes[index + $0] == pattern[$0] })
                    {
                        return index..<(index + pattern.count)
                    }
                    index += 1
                }
                return nil
            }
        }
    }
}

/// The value of a header field with parameters, such as `form-data; name="a"`.
struct FieldParameters {
    /// What stands before the parameters, in lower case.
    let value: String
    private var parameters: [String: String] = [:]

    init(_ text: String) {
        var pieces: [String] = [""]
        var isQuoted = false
        var isEscaped = false
        for character in text {
            switch character {
            case _ where isEscaped:
                pieces[pieces.count - 1].append(character)
                isEscaped = false
            case "\\" where isQuoted: isEscaped = true
            case "\"": isQuoted.toggle()
            case ";" where !isQuoted: pieces.append("")
            default: pieces[pieces.count - 1].append(character)
            }
        }
        value = Self.trimmed(pieces[0]).lowercased()
        for piece in pieces.dropFirst() {
            guard let mark = piece.firstIndex(of: "=") else { continue }
            let name = Self.trimmed(piece[..<mark]).lowercased()
            parameters[name] = Self.trimmed(piece[piece.index(after: mark)...])
        }
    }

    subscript(name: String) -> String? { parameters[name] }

    private static func trimmed(_ text: some StringProtocol) -> String {
        let start = text.firstIndex { !$0.isWhitespace } ?? text.endIndex
        let end = text.lastIndex { !$0.isWhitespace }.map(text.index(after:)) ?? start
        return String(text[start..<max(start, end)])
    }
}
