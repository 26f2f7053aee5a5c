import Foundation
import Testing

/// The recorded exchanges, which lie beside the repository.
enum Fixtures {
    /// The text of a file under `fixtures`; missing folders fail only where `CI` is `true`.
    static func text(_ path: String) -> String? {
        let environment = ProcessInfo.processInfo.environment
        let root = environment["RADIANT_SHARED"] ?? "../shared"
        if let text = try? String(contentsOfFile: "\(root)/fixtures/\(path)", encoding: .utf8) {
            return text
        }
        print("skipped 1: no \(path) under \(root)/fixtures")
        if environment["CI"] == "true" { Issue.record("no \(path) under \(root)/fixtures") }
        return nil
    }
}
