import Foundation
import Pictures
import Testing

/// Damaged files, thrown at the decoders; `make fuzz` runs it longer.
struct PictureFuzz {
    @Test func `damaged files are errors or pictures, never a crash`() throws {
        let environment = ProcessInfo.processInfo.environment
        let seconds = environment["RADIANT_FUZZ_SECONDS"].flatMap(Int.init) ?? 1
        let seed =
            environment["RADIANT_FUZZ_SEED"].flatMap(UInt64.init) ?? UInt64.random(in: 1...1 << 40)
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Files")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
        let files = try names.map { [UInt8](try Data(contentsOf: folder.appending(path: $0))) }
            .filter { !$0.isEmpty }
        var dice = Dice(state: seed)
        let limits = PictureLimits(pixels: 1 << 20, pages: 20, bytes: 1 << 20)
        let end = ContinuousClock().now + .seconds(seconds)
        var tried = 0
        var read = 0

        print("fuzz: PictureFuzz RADIANT_FUZZ_SEED=\(seed)")
        while ContinuousClock().now < end {
            var bytes = files[dice.below(files.count)]
            for _ in 0...dice.below(6) {
                let place = dice.below(bytes.count)
                switch dice.below(4) {
                case 0: bytes[place] = UInt8(dice.below(256))
                case 1: bytes[place] ^= 1 << UInt8(dice.below(8))
                case 2: bytes.removeSubrange(place..<min(bytes.count, place + 1 + dice.below(9)))
                default: bytes.insert(contentsOf: [255, 255, 255, 255], at: place)
                }
                if bytes.isEmpty { bytes = [0] }
            }
            tried += 1
            if let image = try? GrayImage(decoding: bytes, limits: limits) {
                read += 1
                #expect(image.pixels.count == image.width * image.height)
            }
            _ = try? ColorImage(decoding: bytes, page: dice.below(3), limits: limits)
        }
        print("fuzz: \(tried) damaged files, \(read) of them read")
        #expect(tried > 0)
    }
}

/// Numbers that look random and are the same for the same seed (SplitMix64).
struct Dice {
    var state: UInt64

    mutating func below(_ limit: Int) -> Int {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return Int((z ^ (z >> 31)) % UInt64(max(1, limit)))
    }
}
