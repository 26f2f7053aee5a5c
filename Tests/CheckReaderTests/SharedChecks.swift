import Foundation
import Pictures

@testable import CheckReader

/// The labelled pictures of real checks beside the repository.
struct SharedChecks {
    struct Row {
        let file: String
        let micr: String
    }

    let folder: String
    let rows: [Row]

    /// `nil` where the pictures are missing; with `CI=true` that is said as a failure by the tests.
    init?(_ part: String = "checks") {
        let environment = ProcessInfo.processInfo.environment
        let root = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().path
        let shared = environment["RADIANT_SHARED"] ?? root + "/../shared"
        folder = shared + "/" + part
        guard let text = try? String(contentsOfFile: folder + "/labels.csv", encoding: .utf8) else {
            return nil
        }
        rows = text.split(whereSeparator: \.isNewline).dropFirst().compactMap { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            return cells.count > 1 ? Row(file: String(cells[0]), micr: String(cells[1])) : nil
        }
    }

    static var isRequired: Bool { ProcessInfo.processInfo.environment["CI"] == "true" }

    func image(_ file: String) throws -> GrayImage {
        let data = try Data(contentsOf: URL(filePath: folder + "/" + file))
        return try GrayImage(decoding: Array(data))
    }
}
