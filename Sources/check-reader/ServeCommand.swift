internal import ArgumentParser
internal import CheckReader
internal import Component
internal import HTTP
internal import Transport

/// `check-reader serve`: one of the models as a node of a graph.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve one of the two models, as a pod of a graph does.",
        discussion: """
            Ports and parameters come from the environment that Seldon's operator gives to a \
            container; the address is POD_IP, or 127.0.0.1.

            Example: check-reader serve recognition --model v2
            """
    )

    enum Node: String, ExpressibleByArgument {
        case detection
        case recognition
    }

    @Argument(help: "detection or recognition.")
    var node: Node

    @Option(help: "For recognition: v1 (fast) or v2 (with a network as second opinion).")
    var model = LineReader.Version.v1

    func run() async throws {
        let configuration = try ComponentConfiguration(environment: ProcessEnvironment.variables)
        let component: any Model =
            switch node {
            case .detection: DetectionModel()
            case .recognition: RecognitionModel(model)
            }
        let server = ComponentServer(component, configuration: configuration)
        let name = node.rawValue
        try await Termination.run {
            try await server.run(
                on: NIOListener(configuration.address),
                metricsOn: NIOListener(configuration.metricsAddress)
            ) { address in
                Remark.say("\(name) serves on \(address)")
            }
        }
    }
}
