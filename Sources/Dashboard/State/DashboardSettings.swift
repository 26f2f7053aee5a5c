public import Terminal

/// What the user has set in the configuration file, as far as the dashboard is concerned.
public struct DashboardSettings: Sendable, Equatable {
    /// Which keys mean what.
    public var keys: KeyBindings
    /// Whether alarms ring the bell.
    public var ringsBell: Bool
    /// Whether alarms are sent to the terminal as notifications (OSC 9).
    public var notifies: Bool
    /// Whether the mouse is heard from the start; the terminal then selects text only with Shift held.
    public var usesMouse: Bool
    /// The themes that `:theme` knows.
    public var themes: [Theme]
    /// The contexts that `:ctx` knows.
    public var contexts: [String]
    /// What makes kubectl speak to the same cluster as the same user.
    public var kubectlOptions: [String]

    /// What is set where nobody has set anything.
    public init(
        keys: KeyBindings = KeyBindings(),
        ringsBell: Bool = true,
        notifies: Bool = false,
        usesMouse: Bool = false,
        themes: [Theme] = [],
        contexts: [String] = [],
        kubectlOptions: [String] = []
    ) {
        self.keys = keys
        self.ringsBell = ringsBell
        self.notifies = notifies
        self.usesMouse = usesMouse
        self.themes = themes
        self.contexts = contexts
        self.kubectlOptions = kubectlOptions
    }
}
