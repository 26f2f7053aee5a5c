import Foundation
import Testing

/// A terminal of a given size in which a program runs, with keys in and screens out.
struct Tmux {
    private let socket = "radiant-\(UUID().uuidString.prefix(8))"
    private let tmux = Program.named("tmux")

    /// Opens a terminal that runs a shell command.
    init(columns: Int, rows: Int, command: String) async throws {
        _ = try await run(
            ["-f", "/dev/null", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", command],
            environment: ["LC_ALL": "C.UTF-8", "TERM": "xterm-256color"]
        )
        _ = try await run(["set-option", "-g", "remain-on-exit", "on"])
    }

    /// Types keys, named as tmux names them.
    func press(_ keys: String...) async throws { try await press(keys) }

    /// Types keys, named as tmux names them.
    func press(_ keys: [String]) async throws { _ = try await run(["send-keys"] + keys) }

    /// Types text as it is.
    func type(_ text: String) async throws { _ = try await run(["send-keys", "-l", text]) }

    /// Changes the size.
    func resize(columns: Int, rows: Int) async throws {
        _ = try await run(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
    }

    /// What stands on the screen.
    func screen() async throws -> String { try await run(["capture-pane", "-p"]).output }

    /// The screen once it holds all texts, or `nil` when it did not in time.
    func screen(
        with texts: String...,
        within limit: Duration = .seconds(30)
    ) async throws -> String? {
        try await eventually(within: limit) {
            let screen = try await screen()
            return texts.allSatisfy(screen.contains) ? screen : nil
        }
    }

    /// Records a failure that shows the screen when what was waited for did not come.
    func expect(
        _ found: String?,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        guard found == nil else { return }
        Issue.record("the screen is\n\(try await screen())", sourceLocation: sourceLocation)
    }

    /// The process that runs in the terminal.
    func pid() async throws -> Int32? {
        let text = try await run(["display-message", "-p", "#{pane_pid}"]).output
        return Int32(text.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    /// Closes the terminal.
    func close() async throws { _ = try await run(["kill-server"]) }

    private func run(
        _ arguments: [String],
        environment: [String: String] = [:]
    ) async throws -> Program.Outcome {
        try await tmux.run(["-L", socket] + arguments, environment: environment)
    }
}
