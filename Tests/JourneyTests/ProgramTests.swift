import Foundation
import Testing

/// The programs as files.
struct ProgramTests {
    @Test func `the console is linked to no OCR library`() async throws {
        let outcome = try await Program.named("ldd").run([Program.radiant.path])

        #expect(outcome.status == 0)
        #expect(!outcome.output.contains("tesseract"))
    }

    @Test(arguments: [["--nonsense"], ["get", "-o", "nonsense"], ["traffic"], ["nonsense"]])
    func `wrong usage ends with 64 and says what is possible`(arguments: [String]) async throws {
        let outcome = try await Program.radiant.run(arguments)

        #expect(outcome.status == 64)
        #expect(outcome.output.isEmpty)
        #expect(outcome.errors.contains("Usage:"))
    }
}
