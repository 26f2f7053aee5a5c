import Operations

extension DashboardState {
    /// Goes so many frames forward in time, or back when negative; past the newest is the present.
    mutating func travel(by steps: Int) {
        guard let present = latest?.takenAt, !timeline.frames.isEmpty else {
            tell(.remark, "nothing was seen yet")
            return
        }
        guard steps < 0 || past != nil else {
            tell(.remark, "this is the present")
            return
        }
        let from = past ?? present
        if steps < 0, from <= (timeline.frames.first?.takenAt ?? from) {
            tell(.remark, "nothing was seen before this")
            return
        }
        guard let moment = timeline.moment(steps, from: from) else {
            if !isReplay { returnToPresent() }
            return
        }
        show(moment)
    }

    /// Goes to the newest frame that is at least so much older than what is shown.
    mutating func travel(back duration: Duration) {
        guard let present = latest?.takenAt, !timeline.frames.isEmpty else { return }
        let wanted = (past ?? present).advanced(by: .zero - duration)
        guard let frame = timeline.frame(at: wanted) else { return }
        show(frame.takenAt)
    }

    /// Shows the present, or the end of a recording.
    mutating func returnToPresent() {
        if isReplay {
            if let last = timeline.frames.last { show(last.takenAt) }
            return
        }
        past = nil
        snapshot = latest
        arrange()
    }

    /// Shows a moment of the past.
    private mutating func show(_ moment: Moment) {
        guard var frame = timeline.frame(at: moment) else { return }
        past = moment
        frame.histories = latest?.histories ?? [:]
        snapshot = frame
        arrange()
    }

    /// What the head of the screen says while a moment of the past is shown.
    var pastBanner: String? {
        guard let past else { return nil }
        let clockText = past.clockText(secondsFromGMT: secondsFromGMT)
        let count = timeline.frames.count
        let place = timeline.frames.lastIndex { $0.takenAt <= past } ?? 0
        if isReplay {
            return "REPLAY \(clockText) · frame \(place + 1) of \(count) · [ back, ] on, "
                + "{ a minute back, } to the end · read-only"
        }
        let age = clock.elapsed(since: past).asAge
        return
            "THE PAST: \(clockText), \(age) ago · [ back, ] on, { a minute back, } to the present"
    }
}
