/// What a container uses of the machine.
public struct ContainerUsage: Sendable, Hashable {
    /// The name of the container.
    public var container: String
    /// Processor time, in thousandths of a core.
    public var milliCPU: Int
    /// Resident memory, in bytes.
    public var memory: Int
    /// How long it was measured, in seconds, until now.
    public var window: Int

    /// Makes a usage.
    public init(container: String, milliCPU: Int, memory: Int, window: Int = 15) {
        self.container = container
        self.milliCPU = milliCPU
        self.memory = memory
        self.window = window
    }
}
