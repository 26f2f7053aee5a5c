import Foundation
import Operations
import Terminal
import Testing

@testable import Dashboard

/// Every theme that is shipped, on a fleet in trouble.
struct ThemeScreenTests {
    private static let folder = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "themes")

    static let names = [
        "dark", "light", "high-contrast", "color-blind", "monochrome", "terminal",
    ]

    private static func theme(_ name: String) throws -> Theme {
        let file = folder.appending(path: "\(name).yaml")
        return try Theme(yaml: String(contentsOf: file, encoding: .utf8))
    }

    @Test func `every theme of the folder is looked at`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)

        #expect(Set(files) == Set(Self.names.map { $0 + ".yaml" }))
    }

    @Test(arguments: names)
    func `a fleet in trouble is seen in every theme`(name: String) throws {
        let state = DashboardState.sample(columns: 80, rows: 24)

        try ScreenRecording.expect(state, in: Self.theme(name), is: "theme-\(name)")
    }

    @Test func `without colours nothing is lost but colour`() throws {
        let state = DashboardState.sample(columns: 80, rows: 24)

        let theme = try Self.theme("dark").adapted(to: .none)
        try ScreenRecording.expect(state, in: theme, is: "theme-no-color")
    }
}
