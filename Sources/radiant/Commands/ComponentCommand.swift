import ArgumentParser
import Component
import HTTP
import Transport

struct ComponentCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "component",
        abstract: "Serve one of the example components, as a pod of a graph does.",
        discussion: """
            Example: radiant component echo-model

            Ports and parameters come from the environment that Seldon's operator gives to a \
            container; the address is POD_IP, or 127.0.0.1.
            """
    )

    @Argument(
        help: ArgumentHelp(
            "One of \(ExampleComponents.all.keys.sorted().joined(separator: ", ")).",
            valueName: "name"
        )
    )
    var name: String

    func run() async throws {
        let configuration = try ComponentConfiguration(environment: Environment.variables) { path in
            try InputFile.text(at: path)
        }
        let component = try ExampleComponents.make(name, configuration.parameters)
        let server = ComponentServer(component, configuration: configuration)
        try await Termination.run {
            try await server.run(
                on: LoopListener(configuration.address, execution: .offLoop),
                rpcOn: RPCListener(
                    configuration.rpcAddress,
                    messageLimit: configuration.rpcMessageLimit
                ),
                metricsOn: LoopListener(configuration.metricsAddress, execution: .offLoop)
            ) { address in
                Output.remark("\(name) serves on \(address)")
            }
        }
    }
}
