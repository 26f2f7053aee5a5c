public import Terminal

/// What the user has set in the configuration file, as far as the dashboard is concerned.
public struct DashboardSettings: Sendable, Equatable {
    /// Which keys mean what.
    public var keys: KeyBindings
    /// Whether alarms ring the bell.
    public var ringsBell: Bool
    /// The themes that `:theme` knows.
    public var themes: [Theme]

    /// What is set where nobody has set anything.
    public init(
        keys: KeyBindings = KeyBindings(),
        ringsBell: Bool = true,
        themes: [Theme] = []
    ) {
        self.keys = keys
        self.ringsBell = ringsBell
        self.themes = themes
    }
}
