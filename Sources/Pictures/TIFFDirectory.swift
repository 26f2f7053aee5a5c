/// One image file directory of a TIFF (TIFF 6.0, section 2): the tags that describe a page.
struct TIFFDirectory {
    /// The tags that are looked at.
    enum Tag: Int {
        case width = 256
        case height = 257
        case orientation = 274
    }

    private var values: [Int: Int] = [:]
    private let isBigEndian: Bool
    private let nextOffset: Int

    /// The value of the tag, or `nil` when the directory has none.
    func value(of tag: Tag) -> Int? { values[tag.rawValue] }

    /// The first directory of a TIFF; `nil` when the bytes hold none.
    static func first(of bytes: [UInt8]) -> TIFFDirectory? {
        guard let order = bytes.first, order == 0x49 || order == 0x4d else { return nil }
        let reader = ByteReader(bytes: bytes, isBigEndian: order == 0x4d)
        guard let offset = reader.uint32(at: 4) else { return nil }
        return TIFFDirectory(reader, at: offset)
    }

    /// The directory that follows, or `nil` after the last.
    func next(in bytes: [UInt8]) -> TIFFDirectory? {
        guard nextOffset != 0 else { return nil }
        return TIFFDirectory(ByteReader(bytes: bytes, isBigEndian: isBigEndian), at: nextOffset)
    }

    private init?(_ reader: ByteReader, at offset: Int) {
        guard offset >= 8, let count = reader.uint16(at: offset), count > 0 else { return nil }
        for index in 0..<count {
            let entry = offset + 2 + 12 * index
            guard let tag = reader.uint16(at: entry), let type = reader.uint16(at: entry + 2)
            else { return nil }
            // Type 3 is a 16 bit number, type 4 one of 32 bits; both are left-justified.
            values[tag] = type == 3 ? reader.uint16(at: entry + 8) : reader.uint32(at: entry + 8)
        }
        isBigEndian = reader.isBigEndian
        nextOffset = reader.uint32(at: offset + 2 + 12 * count) ?? 0
    }
}

/// Numbers out of bytes; `nil` past the end.
struct ByteReader {
    let bytes: [UInt8]
    let isBigEndian: Bool

    func uint8(at offset: Int) -> Int? {
        bytes.indices.contains(offset) ? Int(bytes[offset]) : nil
    }

    func uint16(at offset: Int) -> Int? { number(at: offset, count: 2) }

    func uint32(at offset: Int) -> Int? { number(at: offset, count: 4) }

    private func number(at offset: Int, count: Int) -> Int? {
        guard offset >= 0, offset + count <= bytes.count else { return nil }
        let part = bytes[offset..<offset + count]
        return isBigEndian
            ? part.reduce(0) { $0 << 8 | Int($1) } : part.reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
