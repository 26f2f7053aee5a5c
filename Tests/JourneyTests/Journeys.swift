import Testing

/// What a user does from start to end, with the real programs.
///
/// One after the other, so that each has the machine to itself.
@Suite(.serialized) enum Journeys {}
