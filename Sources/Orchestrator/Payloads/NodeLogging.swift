public import Documents

/// Which messages of a node are logged, and where: the field `logger` of its unit.
public struct NodeLogging: Sendable, Hashable {
    /// Which messages.
    public enum Mode: String, Sendable, Hashable {
        /// What goes in and what comes out.
        case all
        /// What goes in.
        case request
        /// What comes out.
        case response
    }

    /// Which messages.
    public var mode: Mode
    /// Where they are sent; `nil` for the endpoint of the environment.
    public var url: String?

    /// Reads the field; `nil` when it is absent or has no mode that is known.
    public init?(_ json: JSON?) {
        guard let mode = json?["mode"]?.string.flatMap(Mode.init) else { return nil }
        self.mode = mode
        url = json?["url"]?.string.flatMap { $0.isEmpty ? nil : $0 }
    }

    func logs(_ kind: PayloadEvent.Kind) -> Bool {
        switch kind {
        case .request, .feedback: mode != .response
        case .response: mode != .request
        }
    }
}
