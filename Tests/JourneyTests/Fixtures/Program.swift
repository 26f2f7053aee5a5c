import Foundation
import Subprocess
import SystemPackage
import Testing

/// A program that a test runs to its end.
struct Program {
    /// What came of it.
    struct Outcome {
        var status: Int32
        var output: String
        var errors: String
    }

    var path: String

    static let radiant = Program(path: Place.products.appending(path: "radiant").path)
    static let checkReader = Program(path: Place.products.appending(path: "check-reader").path)

    /// A program found on the search path.
    static func named(_ name: String) -> Program { Program(path: "/usr/bin/env " + name) }

    /// Runs it and waits for its end.
    func run(
        _ arguments: [String],
        environment: [String: String] = [:],
        input: String = ""
    ) async throws -> Outcome {
        let words = path.split(separator: " ").map(String.init)
        let updates = Dictionary(
            uniqueKeysWithValues: environment.map {
                (Environment.Key(stringLiteral: $0.key), Optional($0.value))
            }
        )
        let result = try await Subprocess.run(
            .path(FilePath(words[0])),
            arguments: Arguments(words.dropFirst() + arguments),
            environment: .inherit.updating(updates),
            input: .string(input),
            output: .string(limit: 16 << 20),
            error: .string(limit: 16 << 20)
        )
        let status: Int32 =
            switch result.terminationStatus {
            case .exited(let code): code
            case .signaled(let signal): 128 + signal
            }
        return Outcome(
            status: status,
            output: result.standardOutput,
            errors: result.standardError
        )
    }
}

/// Waits until a condition holds, looking again every 50 ms.
///
/// - Returns: What the condition brought, or `nil` when the limit passed first.
func eventually<Value>(
    within limit: Duration = .seconds(30),
    _ condition: () async throws -> Value?
) async rethrows -> Value? {
    let end = ContinuousClock.now + limit
    repeat {
        if let value = try await condition() { return value }
        try? await Task.sleep(for: .milliseconds(50))
    } while ContinuousClock.now < end
    return nil
}
