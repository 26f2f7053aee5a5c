import Documents
public import Kubernetes
import KubernetesClient
import Seldon

extension ClusterOperations {
    /// A deployment as YAML, line by line, without what only programs read, and with secrets masked.
    ///
    /// - Throws: `OperationsError.noSuchDeployment`.
    public func yaml(of key: ObjectKey) async throws -> [String] {
        Self.lines(of: try await deployment(key).json)
    }

    /// A pod as YAML, line by line, in the same way.
    ///
    /// - Throws: `ClientError` when there is none.
    public func yaml(ofPod key: ObjectKey) async throws -> [String] {
        Self.lines(of: try await client.get(Pod.self, key).json)
    }

    private static func lines(of object: JSON) -> [String] {
        Masking.tidied(object).yaml.split(separator: "\n", omittingEmptySubsequences: false)
            .map(String.init).droppingBlankEnd
    }
}

extension [String] {
    /// The lines without blank ones at the end.
    var droppingBlankEnd: [String] {
        var lines = self
        while lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }
}
