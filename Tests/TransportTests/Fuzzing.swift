import Foundation
import Testing

/// Numbers that look random and are the same for the same seed (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ word >> 30) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ word >> 27) &* 0x94D0_49BB_1331_11EB
        return word ^ word >> 31
    }
}

/// Tries one random case after another for some time.
enum Fuzzing {
    /// Runs cases until the time is over.
    ///
    /// - Parameters:
    ///   - subject: What is tried, for the report.
    ///   - body: Tries one case; returns what is wrong, or `nil`.
    static func run(_ subject: String, _ body: (inout SeededRandom) -> String?) {
        let environment = ProcessInfo.processInfo.environment
        let seconds = environment["RADIANT_FUZZ_SECONDS"].flatMap(Double.init) ?? 1
        let first = environment["RADIANT_FUZZ_SEED"].flatMap(UInt64.init)
        let end = ContinuousClock.now + .seconds(seconds)
        var seed = first ?? UInt64(seconds > 1 ? .random(in: 0 ... .max) : 1)
        var count = 0
        repeat {
            var random = SeededRandom(seed: seed)
            if let problem = body(&random) {
                Issue.record("\(subject), RADIANT_FUZZ_SEED=\(seed): \(problem)")
                return
            }
            seed &+= 1
            count += 1
        } while ContinuousClock.now < end && first == nil
        print("fuzz: \(count) cases of \(subject)")
    }
}
