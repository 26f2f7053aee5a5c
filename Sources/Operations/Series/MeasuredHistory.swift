/// What was measured of one place lately, in steps of ten seconds.
public struct MeasuredHistory: Sendable, Equatable, Codable {
    /// The length of a step in seconds.
    public static let step = 10.0
    /// How many steps are kept while one looks: 15 minutes.
    public static let kept = 90

    /// The steps in which something could be measured, oldest first; others are left out.
    public internal(set) var steps: [MeasuredStep]

    /// A history of steps, oldest first.
    public init(_ steps: [MeasuredStep] = []) {
        self.steps = steps
    }

    /// The step that a moment lies in.
    public static func index(of moment: Moment) -> Int32 {
        Int32(clamping: Int((moment.secondsSince1970 / step).rounded(.down)))
    }

    /// The steps until a moment in their places, oldest first; `nil` where nothing was measured.
    public func window(until now: Moment, steps count: Int = kept) -> [MeasuredStep?] {
        let last = Self.index(of: now)
        let first = last - Int32(count) + 1
        var window = [MeasuredStep?](repeating: nil, count: count)
        for step in steps.reversed() {
            if step.index < first { break }
            if step.index <= last { window[Int(step.index - first)] = step }
        }
        return window
    }

    /// Requests a second until a moment, oldest first; `nil` where nothing was measured.
    public func rates(until now: Moment, steps count: Int = kept) -> [Double?] {
        window(until: now, steps: count).map { $0?.rate }
    }

    /// The steps from one on.
    public func since(_ index: Int32) -> MeasuredHistory {
        MeasuredHistory(Array(steps.drop { $0.index < index }))
    }

    /// Takes over what another history has of the same place from its first step on.
    public mutating func take(_ newer: MeasuredHistory) {
        guard let first = newer.steps.first else { return }
        while let last = steps.last, last.index >= first.index { steps.removeLast() }
        steps += newer.steps
    }
}
