/// When the next frame is drawn: the first change at once, then at most one in a while.
///
/// Knows no clock; it is told the time as a duration since some beginning.
struct FramePacer {
    /// What to do about a change.
    enum Decision: Equatable {
        /// Draw now.
        case draw
        /// Draw at this time.
        case drawLater(at: Duration)
        /// A frame is planned already.
        case wait
    }

    /// The shortest time between two frames: 30 a second.
    static let interval = Duration.milliseconds(33)

    /// The shortest time between two frames of which the later answers a key: whoever types must not
    /// wait for what the cluster does.
    static let answerInterval = Duration.milliseconds(8)

    private var lastFrame: Duration?
    private var planned: Duration?

    /// Something changed.
    ///
    /// - Parameters:
    ///   - now: The time.
    ///   - isAnswer: Whether the user did it.
    /// - Returns: What to do about it.
    mutating func changed(at now: Duration, isAnswer: Bool = false) -> Decision {
        let pause = isAnswer ? Self.answerInterval : Self.interval
        if let lastFrame, now - lastFrame < pause {
            guard planned == nil else { return .wait }
            planned = lastFrame + pause
            return .drawLater(at: lastFrame + pause)
        }
        if planned != nil, !isAnswer { return .wait }
        drew(at: now)
        return .draw
    }

    /// The time of a planned frame has come; `false` when another was drawn meanwhile.
    mutating func due(_ plan: Duration, at now: Duration) -> Bool {
        guard planned == plan else { return false }
        drew(at: now)
        return true
    }

    private mutating func drew(at now: Duration) {
        lastFrame = now
        planned = nil
    }
}
