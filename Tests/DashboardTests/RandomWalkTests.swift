import Failures
import Foundation
import Operations
import Terminal
import Testing

@testable import Dashboard

/// Random keys and random changes of the cluster: whatever happens, the state stays sound.
struct RandomWalkTests {
    @Test(arguments: 1...6)
    func `no order of keys and changes breaks the selection or a screen`(seed: UInt64) {
        var random = SplitMix(state: seed)
        var state = DashboardState(size: Size(columns: 100, rows: 30), now: Samples.now)

        let end = ContinuousClock.now + Self.soak
        var step = -1
        while step < 800 || ContinuousClock.now < end {
            step += 1
            let shown = state.fleet.selected
            let message = Self.message(from: &random)
            let commands = update(&state, with: message)

            if let selected = state.fleet.selected {
                #expect(state.rows.contains { $0.id == selected }, "step \(step): \(message)")
            } else {
                #expect(state.rows.isEmpty, "step \(step): \(message)")
            }
            if case .snapshot = message, state.rows.contains(where: { $0.id == shown }) {
                #expect(state.fleet.selected == shown, "step \(step)")
            }
            if case .pods = state.page, let pod = state.pods.selected {
                #expect(state.podRows.contains { $0.pod.uid == pod }, "step \(step)")
            }
            if let text = state.document.text, !text.shown.isEmpty {
                #expect(text.shown.indices.contains(state.document.cursor), "step \(step)")
            }
            #expect(state.pages.first == .fleet)
            #expect(state.pages.count < 60)
            for command in commands {
                if case .setTraffic(_, let weights) = command {
                    #expect(weights.values.reduce(0, +) == 100, "step \(step)")
                }
            }
            if step % 5 == 0 {
                let area = Rect(columns: state.size.columns, rows: state.size.rows)
                #expect(screen(for: state, in: area, theme: .terminal).size == area.size)
            }
        }
    }

    /// How long each walk goes on besides its steps: as long as a soak says.
    private static var soak: Duration {
        let text = ProcessInfo.processInfo.environment["RADIANT_SOAK_SECONDS"]
        return .seconds(text.flatMap { Int($0) } ?? 0)
    }

    private static let keys: [KeyEvent] =
        "[]{}cCSjkhlgGtiLEM?:q/sR0fnN+-y5019 pdexFWPmw|z<>".map { .character($0) }
        + [
            .enter, .escape, .escape, .escape, .tab, .backTab, .up, .down, .left, .right,
            .backspace, .control("d"), .control("u"), .control("l"), .pageDown, .home, .end,
        ]

    private static func message(from random: inout SplitMix) -> Message {
        switch Int.random(in: 0..<20, using: &random) {
        case 0:
            var fleet = Samples.fleet.shuffled(using: &random)
            fleet.removeLast(Int.random(in: 0...fleet.count, using: &random))
            for index in fleet.indices {
                if Bool.random(using: &random) { fleet[index].health = .down }
                if Bool.random(using: &random) { fleet[index].predictors.removeLast() }
            }
            let isFailing = Bool.random(using: &random)
            return .snapshot(
                Samples.snapshot(
                    fleet,
                    sources: isFailing ? Samples.failingAPI : Samples.sources
                )
            )
        case 1:
            return .resized(
                Size(
                    columns: Int.random(in: 1...210, using: &random),
                    rows: Int.random(in: 1...70, using: &random)
                )
            )
        case 2: return .passed(.seconds(Int.random(in: 0...90, using: &random)))
        case 3: return .pasted("main=50 canary=50\u{1B}[2J\n")
        case 4: return .reported(.paths(["a/b", "a/c"], typed: "a"))
        case 5:
            let lines = (0..<50).map { LogLine(pod: "p", container: "c", text: "line \($0)") }
            return .reported(.logLines(LogTarget(deployment: Samples.checksReader().id), lines))
        case 6:
            let target = DocumentTarget(.yaml, of: Samples.checksReader().id)
            let count = Int.random(in: 0...60, using: &random)
            let lines = (0..<count).map { String(repeating: " ", count: $0 % 7) + "k\($0): v" }
            return .reported(.document(target, lines: lines))
        default: return .key(keys.randomElement(using: &random) ?? .escape)
        }
    }
}

/// A generator whose numbers follow from its seed (Steele, Lea and Flood, 2014).
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
