import Testing

@testable import Inference

struct ByteScanTests {
    @Test func `a byte is found wherever it stands`() {
        for length in [0, 1, 31, 32, 33, 64, 100] {
            for position in 0..<length {
                var bytes = [UInt8](repeating: UInt8(ascii: "a"), count: length)
                bytes[position] = UInt8(ascii: "<")
                let found = bytes.withUnsafeBufferPointer {
                    ByteScan.first(of: (0, 1, 2, UInt8(ascii: "<")), in: $0, from: 0)
                }
                #expect(found == position)
                bytes[position] = position % 2 == 0 ? UInt8(ascii: "\"") : 0x1F
                let special = bytes.withUnsafeBufferPointer {
                    ByteScan.firstSpecial(in: $0, from: 0)
                }
                #expect(special == position)
            }
            let plain = [UInt8](repeating: 0xFF, count: length)
            #expect(
                plain.withUnsafeBufferPointer { ByteScan.firstSpecial(in: $0, from: 0) } == length
            )
        }
    }
}
