public import Operations
public import Terminal

extension DashboardState {
    /// The state that shows a recording, at its end.
    ///
    /// - Parameters:
    ///   - recording: What is shown.
    ///   - size: The room there is.
    ///   - secondsFromGMT: The difference of the user's clock to UTC.
    ///   - settings: What the user has set.
    public init(
        replaying recording: Recording,
        size: Size,
        secondsFromGMT: Int = 0,
        settings: DashboardSettings = DashboardSettings()
    ) {
        let end = recording.frames.last?.takenAt ?? Moment(secondsSince1970: 0)
        self.init(size: size, now: end, secondsFromGMT: secondsFromGMT, settings: settings)
        isReplay = true
        timeline = Timeline(keeping: nil)
        for frame in recording.frames { timeline.append(recorded: frame) }
        latest = recording.frames.last
        latest?.histories = recording.histories
        returnToPresent()
    }
}
