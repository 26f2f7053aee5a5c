package import Documents

extension ContainerUsage {
    /// Reads `cpu` and `memory` of a container's usage, requests or limits.
    package init(_ amounts: JSON?) {
        self.init(
            cores: (amounts?["cpu"]).flatMap(ContainerUsage.amount),
            memory: (amounts?["memory"]).flatMap(ContainerUsage.amount)
        )
    }

    /// A quantity of Kubernetes as a number (k8s.io/apimachinery, `resource.Quantity`): `250m`, `1.5`,
    /// `512Mi`, `1e3`; `nil` when it is none.
    package static func amount(_ quantity: JSON) -> Double? {
        guard let text = quantity.string else { return quantity.double }
        let suffixes: [(String, Double)] = [
            ("Ki", 1024), ("Mi", 1_048_576), ("Gi", 1_073_741_824), ("Ti", 1_099_511_627_776),
            ("n", 1e-9), ("u", 1e-6), ("m", 1e-3), ("k", 1e3), ("M", 1e6), ("G", 1e9), ("T", 1e12),
        ]
        for (suffix, factor) in suffixes where text.hasSuffix(suffix) {
            return Double(text.dropLast(suffix.count)).map { $0 * factor }
        }
        return Double(text)
    }
}
