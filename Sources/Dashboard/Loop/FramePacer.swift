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

    private var lastFrame: Duration?
    private var planned: Duration?

    /// Something changed.
    mutating func changed(at now: Duration) -> Decision {
        if planned != nil { return .wait }
        guard let lastFrame, now - lastFrame < Self.interval else {
            drew(at: now)
            return .draw
        }
        let next = lastFrame + Self.interval
        planned = next
        return .drawLater(at: next)
    }

    /// A planned frame is due.
    mutating func due(at now: Duration) {
        drew(at: now)
    }

    private mutating func drew(at now: Duration) {
        lastFrame = now
        planned = nil
    }
}
