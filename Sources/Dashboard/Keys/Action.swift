/// What a key can mean.
enum Action: String, Sendable, Hashable, CaseIterable {
    case up
    case down
    case left
    case right
    case halfPageUp
    case halfPageDown
    case pageUp
    case pageDown
    case top
    case bottom
    case open
    case back
    case quit
    case interrupt
    case filter
    case nextMatch
    case previousMatch
    case order
    case reverseOrder
    case follow
    case traffic
    case rollout
    case abort
    case undo
    case test
    case logs
    case events
    case pods
    case yaml
    case describe
    case edit
    case shell
    case portForward
    case deletePod
    case previousLogs
    case since
    case timestamps
    case wrap
    case split
    case onlyMatches
    case fold
    case foldAll
    case refresh
    case save
    case target
    case step
    case reward
    case punish
    case picture
    case messages
    case commandLine
    case help
    case suspend
    case redraw
    case toggleScope
    case compare
    case commandLog
    case copy
    case capture
    case backInTime
    case forwardInTime
    case minuteBack
    case present
}

extension Action {
    /// Whether it may change the cluster, so that it is refused where nothing may be changed.
    ///
    /// Aborting is not among them: it is let through where all else is locked.
    var isChange: Bool {
        switch self {
        case .traffic, .rollout, .undo, .edit, .deletePod, .reward, .punish: true
        default: false
        }
    }

    /// Whether it does something to what is selected that one would not want done to another, so that
    /// it is refused when a row moved under it.
    var isAimed: Bool {
        switch self {
        case .abort, .shell, .portForward: true
        default: isChange
        }
    }
}
