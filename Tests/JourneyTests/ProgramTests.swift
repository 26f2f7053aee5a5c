import Foundation
import Testing

/// The programs as files.
struct ProgramTests {
    @Test func `the console is linked to no OCR library`() async throws {
        let outcome = try await Program.named("ldd").run([Program.radiant.path])

        #expect(outcome.status == 0)
        #expect(!outcome.output.contains("tesseract"))
    }

    @Test(arguments: [["--nonsense"], ["get", "-o", "nonsense"], ["traffic"]])
    func `wrong usage ends with 64 and says what is possible`(arguments: [String]) async throws {
        let outcome = try await Program.radiant.run(arguments)

        #expect(outcome.status == 64)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains("Usage:"))
    }

    @Test(arguments: [
        (["nonsense"], "there is no command nonsense", "radiant --help lists the commands"),
        (["promot", "x"], "did you mean promote?", "radiant --help lists the commands"),
        (["--context", "c", "get", "-A"], "options stand behind", "radiant get --context c -A"),
    ])
    func `a command that is none, or in the wrong place, is told with what to type`(
        arguments: [String],
        message: String,
        hint: String
    ) async throws {
        let outcome = try await Program.radiant.run(arguments)

        #expect(outcome.status == 64)
        #expect(outcome.errors.contains(message), "\(outcome.errors)")
        #expect(outcome.errors.contains(hint), "\(outcome.errors)")
    }

    @Test func `the example of a configuration can be used, and says what holds without one`()
        async throws
    {
        let folder = try Place.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let example = try await Program.radiant.run(["config", "--example"])
        let file = folder.appending(path: "config.yaml")
        try example.output.write(to: file, atomically: true, encoding: .utf8)

        let checked = try await Program.radiant.run(
            ["config"],
            environment: ["RADIANT_CONFIG": file.path, "XDG_CONFIG_HOME": folder.path]
        )

        #expect(example.status == 0 && checked.status == 0, "\(checked.errors)")
        #expect(checked.output.contains("everything in it can be used"))
        #expect(example.output.contains("half-page-down"))
    }

    @Test(arguments: [
        ("theme: nope", "there is no theme nope"),
        ("theem: dark", "line 1, column 1: theem is none"),
        ("keys:\n  logs: hyper-x", "line 2, column 9: there is no key hyper-x"),
        ("keys: {preset: vim}", "there is no preset vim"),
        ("bell: loud", "line 1, column 7: true or false"),
        ("keys: [", "config.yaml"),
    ])
    func `what is wrong in a configuration is told with its place`(
        yaml: String,
        words: String
    ) async throws {
        let folder = try Place.temporaryFolder()
        defer { try? FileManager.default.removeItem(at: folder) }
        let file = folder.appending(path: "config.yaml")
        try yaml.write(to: file, atomically: true, encoding: .utf8)

        let outcome = try await Program.radiant.run(
            ["config"],
            environment: ["RADIANT_CONFIG": file.path, "XDG_CONFIG_HOME": folder.path]
        )

        #expect(outcome.status == 1)
        #expect(outcome.errors.contains(words), "\(outcome.errors)")
    }
}
