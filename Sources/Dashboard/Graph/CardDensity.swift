import Operations

/// How much a node's card shows.
enum CardDensity: CaseIterable, Sendable {
    /// Type, replicas, rate, errors, quantiles and a sparkline.
    case full
    /// The same without the sparkline.
    case medium
    /// Replicas, rate, errors and quantiles.
    case compact
    /// One line of figures.
    case small

    /// The rows of a card with its lines.
    var rows: Int {
        switch self {
        case .full: 6
        case .medium: 5
        case .compact: 4
        case .small: 3
        }
    }

    /// The fewest columns in which a card can be read.
    static let minimumColumns = 26
    /// The most columns that a card takes: a larger screen shows more cards, not wider ones.
    static let maximumColumns = 40
}
