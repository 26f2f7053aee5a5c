import Documents
import FoundationEssentials
import Kubernetes

/// The recorded bytes of real servers, beside the repository.
enum Fixtures {
    static let root: String = {
        let environment = ProcessInfo.processInfo.environment
        return environment["RADIANT_SHARED"] ?? "../shared"
    }()

    /// Whether they are there; where `CI` is `true`, their absence shall fail the tests instead.
    static let areThere: Bool = {
        let found = FileManager.default.fileExists(atPath: root + "/fixtures/kube-api/index.json")
        let isCI = ProcessInfo.processInfo.environment["CI"] == "true"
        if !found, !isCI { print("OperationsTests: no \(root), tests on recorded objects skipped") }
        return found || isCI
    }()

    static func bytes(_ path: String) throws -> [UInt8] {
        let url = URL(filePath: root + "/fixtures/" + path)
        return [UInt8](try Data(contentsOf: url))
    }

    static func json(_ path: String) throws -> JSON { try JSON(parsing: bytes(path)) }

    static func pods(_ name: String) throws -> [Pod] {
        try json("kube-api/\(name).json")["items"]?.elements.map(Pod.init) ?? []
    }

    static func events(_ name: String) throws -> [Event] {
        try json("kube-api/\(name).json")["items"]?.elements.map(Event.init) ?? []
    }
}
