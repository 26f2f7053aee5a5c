internal import Glibc
public import HTTPTypes

/// Header fields as the lines of a message, read only where somebody asks.
///
/// A proxy passes most fields on and looks at three: a list of parsed fields with an index costs it
/// more than all else that it does with a request. One array holds them all, `Name: value` and a
/// line break each; a look-up goes through the lines.
public struct FieldLines: Sendable, Hashable {
    /// The lines, each well formed and ended by CR LF.
    public private(set) var bytes: [UInt8]

    /// No fields.
    public init() { bytes = [] }

    /// Takes lines as they are.
    ///
    /// - Parameter bytes: Lines whose names are tokens, followed by a colon and one space, and whose
    ///   values have neither control characters nor space around them; the caller has checked.
    public init(checked bytes: [UInt8]) { self.bytes = bytes }

    /// The lines of fields.
    public init(_ fields: HTTPFields) {
        self.init()
        for field in fields { append(field.name, field.value) }
    }

    /// Whether there are none.
    public var isEmpty: Bool { bytes.isEmpty }

    /// The value of a field; of several with one name, all with commas between.
    ///
    /// Setting replaces all of that name, or removes them with `nil`.
    public subscript(name: HTTPField.Name) -> String? {
        get {
            withLines { lines in
                var value: String?
                while let line = lines.next() {
                    guard line.isNamed(name) else { continue }
                    value = value.map { $0 + ", " + line.value } ?? line.value
                }
                return value
            }
        }
        set {
            remove(name)
            if let newValue { append(name, newValue) }
        }
    }

    /// Whether there is a field of a name.
    public func contains(_ name: HTTPField.Name) -> Bool {
        withLines { lines in
            while let line = lines.next() { if line.isNamed(name) { return true } }
            return false
        }
    }

    /// Adds a field; control characters in its value become spaces.
    public mutating func append(_ name: HTTPField.Name, _ value: String) {
        bytes += name.rawName.utf8
        bytes += [0x3A, 0x20]
        let start = bytes.count
        bytes += value.utf8
        for index in start..<bytes.count where bytes[index] < 0x20 && bytes[index] != 0x09 {
            bytes[index] = 0x20
        }
        bytes += [0x0D, 0x0A]
    }

    /// Adds the lines of others.
    public mutating func append(contentsOf others: FieldLines) { bytes += others.bytes }

    /// Takes all fields of a name out.
    public mutating func remove(_ name: HTTPField.Name) {
        guard contains(name) else { return }
        self = without { $0.isNamed(name) }
    }

    /// Whether one of the fields is such.
    package func contains(where isWanted: (Line) -> Bool) -> Bool {
        withLines { lines in
            while let line = lines.next() { if isWanted(line) { return true } }
            return false
        }
    }

    /// The fields but those of which `isDropped` says so.
    package func without(_ isDropped: (Line) -> Bool) -> FieldLines {
        withLines { lines in
            var kept: [UInt8] = []
            kept.reserveCapacity(bytes.count + 64)
            while let line = lines.next() { if !isDropped(line) { kept += line.whole } }
            return FieldLines(checked: kept)
        }
    }

    /// The fields as values.
    public var fields: HTTPFields {
        withLines { lines in
            var fields = HTTPFields()
            while let line = lines.next() {
                guard let name = HTTPField.Name(line.name) else { continue }
                fields.append(HTTPField(name: name, value: line.value))
            }
            return fields
        }
    }

    private func withLines<Result>(_ body: (inout Lines) -> Result) -> Result {
        bytes.withUnsafeBytes { buffer in
            var lines = Lines(rest: buffer)
            return body(&lines)
        }
    }

    /// One field, where it stands.
    package struct Line {
        /// The line with its end.
        package let whole: UnsafeRawBufferPointer
        private let nameCount: Int

        fileprivate init?(_ whole: UnsafeRawBufferPointer) {
            guard whole.count >= 3, let colon = whole.index(of: 0x3A) else { return nil }
            self.whole = whole
            nameCount = colon
        }

        /// The name as it is written.
        package var nameBytes: UnsafeRawBufferPointer {
            UnsafeRawBufferPointer(rebasing: whole[..<nameCount])
        }

        /// The value.
        package var valueBytes: UnsafeRawBufferPointer {
            let end = whole.count - 2
            return UnsafeRawBufferPointer(rebasing: whole[min(nameCount + 2, end)..<end])
        }

        fileprivate var name: String { String(decoding: nameBytes, as: UTF8.self) }
        /// The value as text.
        package var value: String { String(decoding: valueBytes, as: UTF8.self) }

        /// Whether the field has a name, in any case.
        package func isNamed(_ name: HTTPField.Name) -> Bool {
            let wanted = name.canonicalName.utf8
            guard wanted.count == nameCount else { return false }
            var index = 0
            for byte in wanted {
                if FieldLines.lowercased(whole[index]) != byte { return false }
                index += 1
            }
            return true
        }
    }

    /// Goes through lines.
    private struct Lines {
        var rest: UnsafeRawBufferPointer

        mutating func next() -> Line? {
            while !rest.isEmpty {
                let end = rest.index(of: 0x0A).map { $0 + 1 } ?? rest.count
                let line = Line(UnsafeRawBufferPointer(rebasing: rest[..<end]))
                rest = UnsafeRawBufferPointer(rebasing: rest[end...])
                if let line { return line }
            }
            return nil
        }
    }

    static func lowercased(_ byte: UInt8) -> UInt8 {
        byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
    }
}

extension UnsafeRawBufferPointer {
    /// Where a byte first stands.
    fileprivate func index(of byte: UInt8) -> Int? {
        guard let base = baseAddress, let found = memchr(base, Int32(byte), count) else {
            return nil
        }
        return UnsafeRawPointer(found) - base
    }
}
