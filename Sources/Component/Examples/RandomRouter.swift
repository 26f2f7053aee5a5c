public import Inference

/// A router that sends each message to one of its children by chance.
public struct RandomRouter: Router {
    private let children: Int

    /// Makes a router over so many children, at least one.
    public init(children: Int = 2) { self.children = max(1, children) }

    /// Makes a router of the parameter `children`.
    public init(_ parameters: Parameters) throws(ComponentError) {
        self.init(children: try parameters.int("children", default: 2))
    }

    /// Returns any child.
    public func route(_ message: SeldonMessage) async throws -> Int { .random(in: 0..<children) }
}
