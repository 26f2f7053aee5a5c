/// What a container uses of its machine, and what it was promised.
public struct ContainerUsage: Sendable, Hashable, Codable {
    /// Processor cores that it uses, or that it asks for.
    public var cores: Double?
    /// Memory in bytes.
    public var memory: Double?

    /// An amount of cores and memory.
    public init(cores: Double? = nil, memory: Double? = nil) {
        self.cores = cores
        self.memory = memory
    }

    /// Both amounts together.
    public func adding(_ other: ContainerUsage) -> ContainerUsage {
        func sum(_ left: Double?, _ right: Double?) -> Double? {
            left == nil && right == nil ? nil : (left ?? 0) + (right ?? 0)
        }
        return ContainerUsage(
            cores: sum(cores, other.cores),
            memory: sum(memory, other.memory)
        )
    }
}
