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
}

extension Action {
    /// Whether it may change the cluster, so that it is refused where nothing may be changed.
    var isChange: Bool {
        [.traffic, .edit, .deletePod, .reward, .punish].contains(self)
    }
}
