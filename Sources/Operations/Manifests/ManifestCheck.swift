import Documents
import Kubernetes
import Seldon

extension Manifest {
    /// Finds what is wrong with the SeldonDeployments of the file, before anything is sent: fields
    /// that nobody reads, and what the operator's webhook would refuse.
    ///
    /// - Throws: `OperationsError.invalidManifest` with file, line and column of every problem.
    public func check() throws(OperationsError) {
        var lines: [String] = []
        for entry in entries where entry.isSeldonDeployment {
            let resource = SeldonDeployment(json: entry.object.json)
            var told: Set<String> = []
            let problems = (resource.lint() + resource.validate())
                .filter { told.insert("\($0.path)\($0.message)").inserted }
                .map { ManifestProblem($0.path, $0.message) }
            guard !problems.isEmpty else { continue }
            if case .invalidManifest(_, let found) = error(for: problems, in: entry) {
                lines += found
            }
        }
        guard lines.isEmpty else { throw .invalidManifest(path: path, problems: lines) }
    }
}

extension Manifest.Entry {
    /// Whether it is a SeldonDeployment of a version that Seldon Core v1 serves.
    var isSeldonDeployment: Bool {
        let kind = ResourceKind.seldonDeployment
        return object.kind == kind.kind && object.apiVersion.hasPrefix(kind.group + "/")
    }
}
