import Foundation
import Testing

/// A virtual environment of Python that a script of ours has made.
struct PythonEnvironment {
    /// The folder of its programs.
    let programs: URL

    /// Seldon's own wrapper and client (`scripts/python-test-environment.sh`); `nil`, said once, where
    /// it is not there.
    ///
    /// - Throws: A failure of the test where it must be there.
    static func seldon() throws -> PythonEnvironment? {
        try find(".build/python", program: "seldon-core-microservice", isRequired: Place.isCI)
    }

    /// MLServer (`scripts/mlserver-test-environment.sh`); `nil`, said once, where it is not there.
    static func mlserver() throws -> PythonEnvironment? {
        try find(".build/mlserver", program: "mlserver", isRequired: false)
    }

    private static func find(
        _ folder: String,
        program: String,
        isRequired: Bool
    ) throws -> PythonEnvironment? {
        let programs = Place.root.appending(path: folder + "/bin")
        let path = programs.appending(path: program).path
        if FileManager.default.isExecutableFile(atPath: path) {
            return PythonEnvironment(programs: programs)
        }
        if isRequired { Issue.record("\(folder) is missing") }
        print("skipped: there is no \(program) in \(folder)")
        return nil
    }

    /// The program of a name.
    func program(_ name: String) -> String { programs.appending(path: name).path }

    /// A line of the image catalogue: an image that is a class of a folder, under Seldon's wrapper.
    func image(_ pattern: String, class name: String, in folder: URL) -> String {
        "\(pattern)=/usr/bin/env -C '\(folder.path)' '\(program("seldon-core-microservice"))' \(name)"
    }

    /// The folder of the classes and clients that the tests bring along.
    static let classes = Place.root.appending(path: "Tests/JourneyTests/Python")
}
