import Documents
import Foundation
import Inference
import Testing

/// Random bytes at everything that reads messages of protobuf.
///
/// Runs for a second in the tests and for `RADIANT_FUZZ_SECONDS` in `make fuzz`; `RADIANT_FUZZ_SEED`
/// runs one case again.
struct ProtobufFuzz {
    @Test func `bytes of any kind are read or refused`() {
        let environment = ProcessInfo.processInfo.environment
        let seconds = environment["RADIANT_FUZZ_SECONDS"].flatMap(Double.init) ?? 1
        let given = environment["RADIANT_FUZZ_SEED"].flatMap(UInt64.init)
        let seeds = ProtobufTests.messages.compactMap {
            try? SeldonMessage(json: $0).protobuf()
        }
        let end = ContinuousClock.now + .seconds(seconds)
        var seed = given ?? (seconds > 1 ? .random(in: .min ... .max) : 1)
        var rounds = 0
        repeat {
            var generator = SeededGenerator(seed: seed)
            read(mutated(seeds[rounds % seeds.count], &generator))
            rounds += 1
            seed &+= 1
        } while given == nil && ContinuousClock.now < end
        print("fuzz: ProtobufFuzz read \(rounds) messages, the last of seed \(seed &- 1)")
        #expect(rounds > 0)
    }

    private func mutated(_ seed: [UInt8], _ generator: inout SeededGenerator) -> [UInt8] {
        var bytes = seed
        for _ in 0..<Int.random(in: 1...8, using: &generator) {
            let place = bytes.isEmpty ? 0 : Int.random(in: 0..<bytes.count, using: &generator)
            switch Int.random(in: 0..<3, using: &generator) {
            case 0 where !bytes.isEmpty: bytes[place] = .random(in: 0...255, using: &generator)
            case 1 where !bytes.isEmpty: bytes.remove(at: place)
            default: bytes.insert(.random(in: 0...255, using: &generator), at: place)
            }
        }
        return bytes
    }

    /// What cannot be read is thrown, and what can be is written again.
    private func read(_ bytes: [UInt8]) {
        if let message = try? SeldonMessage(protobuf: bytes) {
            _ = message.json.bytes()
            _ = message.protobuf()
        }
        _ = try? Feedback(protobuf: bytes)
        _ = try? ModelMetadata(protobuf: bytes)
        _ = try? SeldonProtobuf.branch(in: bytes)
        _ = try? SeldonProtobuf.routing(inFeedback: bytes)
        _ = try? SeldonProtobuf.messages(inList: bytes)
        _ = SeldonProtobuf.injecting(["a": 1], into: bytes)
        _ = try? V2Protobuf.request(bytes, of: "m")
        _ = try? V2Protobuf.request(ofAnswer: bytes, to: "m")
        _ = try? V2Protobuf.rest(ofResponse: bytes)
        _ = try? V2Protobuf.metadata(bytes)
        _ = V2Protobuf.isReady(bytes)
    }
}

/// Numbers that look like chance and are the same each time (SplitMix64).
private struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
