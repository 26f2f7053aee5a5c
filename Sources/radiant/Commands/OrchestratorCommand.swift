import ArgumentParser
import HTTP
import Orchestrator
import Serving
import Transport

struct OrchestratorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "orchestrator",
        abstract: "Run the graph of one predictor, as Seldon's executor does.",
        discussion: """
            Example: radiant orchestrator --sdep checks-reader --namespace default --predictor main \
            --http_port 8000 --file examples/checks-reader.yaml

            It takes the executor's flags as they are spelled there, and the predictor from \
            ENGINE_PREDICTOR or --file. It binds POD_IP, or 127.0.0.1. On SIGTERM it stops being \
            ready, answers what it has, and ends.
            """
    )

    @Argument(parsing: .captureForPassthrough, help: "The executor's flags.")
    var flags: [String] = []

    func run() async throws {
        if let loops = Environment.variables["RADIANT_EVENT_LOOPS"].flatMap(Int.init), loops > 0 {
            EventLoops.suggest(count: loops)
        }
        if flags.contains("--help") || flags.contains("-h") { throw CleanExit.helpRequest(self) }
        let configuration = try OrchestratorConfiguration(
            arguments: flags,
            environment: Environment.variables
        ) { path in try InputFile.text(at: path) }
        for notice in configuration.notices { Output.remark(notice) }
        let server = try GraphServer(
            configuration,
            transport: LoopTransport(connectTimeout: configuration.connectTimeout ?? .seconds(5)),
            rpcTransport: RPCTransport()
        ) { address in
            await TCPProbe.canConnect(to: address)
        }
        let listener = LoopListener(
            configuration.address,
            bodyLimit: configuration.front.limits.bodyBytes,
            grace: configuration.gracefulTimeout,
            execution: .onLoop
        )
        let rpcListener = RPCListener(
            configuration.rpcAddress,
            messageLimit: configuration.rpcMessageLimit,
            grace: configuration.gracefulTimeout
        )
        try await Termination.run {
            try await withThrowingTaskGroup { group in
                group.addTask { await server.runLogging() }
                group.addTask {
                    try await listener.serve(server) { address in
                        Output.remark("\(configuration.predictor) serves on \(address)")
                    }
                }
                if let rpc = server.rpc {
                    group.addTask {
                        try await rpcListener.serve(rpc) { address in
                            Output.remark(
                                "\(configuration.predictor) serves gRPC on \(address)"
                            )
                        }
                    }
                }
                // When one of them fails, both end; cancelled, each lets its requests finish.
                while try await group.next() != nil {}
            }
        } onRequest: {
            server.drain()
            try? await ContinuousClock().sleep(for: configuration.shutdownDelay)
        }
    }
}
