import Foundation
import Testing

/// What a user does from start to end, with the real programs.
///
/// One after the other, so that each has the machine to itself.
@Suite(.serialized, .timeLimit(.minutes(10 + soakMinutes))) enum Journeys {}

/// How many minutes a soak gives a journey besides what it needs.
private let soakMinutes =
    ProcessInfo.processInfo.environment["RADIANT_SOAK_SECONDS"].flatMap { Int($0) }.map { $0 / 60 }
    ?? 0
