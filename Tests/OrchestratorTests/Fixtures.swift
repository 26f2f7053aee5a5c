import Foundation
import Testing

/// The recorded exchanges, which lie beside the repository.
enum Fixtures {
    /// The names of the JSON files in a folder under `fixtures`, without their ending.
    static func names(_ folder: String) -> [String] {
        let environment = ProcessInfo.processInfo.environment
        let root = environment["RADIANT_SHARED"] ?? "../shared"
        let path = "\(root)/fixtures/\(folder)"
        guard let files = try? FileManager.default.contentsOfDirectory(atPath: path) else {
            print("skipped: no \(path)")
            if environment["CI"] == "true" { Issue.record("no \(path)") }
            return []
        }
        return files.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted()
    }

    /// The folders under one of `fixtures` that hold a file of a name, by their path below it.
    static func folders(_ folder: String, with name: String) -> [String] {
        let root = ProcessInfo.processInfo.environment["RADIANT_SHARED"] ?? "../shared"
        let paths = FileManager.default.enumerator(atPath: "\(root)/fixtures/\(folder)")
        var found: [String] = []
        while let path = paths?.nextObject() as? String {
            if path.hasSuffix("/" + name) { found.append(String(path.dropLast(name.count + 1))) }
        }
        return found.sorted()
    }

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
