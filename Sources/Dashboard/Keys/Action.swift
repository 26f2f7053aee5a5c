/// What a key can mean.
enum Action: Sendable, Hashable {
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
    case messages
    case commandLine
    case help
    case suspend
    case redraw
    case toggleScope
}
