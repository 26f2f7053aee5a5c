// A model of one's own as a microservice of a graph, over REST and gRPC, with Seldon's paths and metrics.
// Start it in the embedded cluster with examples/iris-model.yaml.
import Component
import Foundation
import Inference
import Transport

struct IrisModel: Model {
    let classNames = ["low", "high"]

    func predict(_ message: SeldonMessage) async throws -> Reply {
        .rows(
            try message.rows().map { row in
                let high = min(max(row.reduce(0, +) / Double(row.count) / 10, 0), 1)
                return [1 - high, high]
            }
        )
        .measured(.counter("flowers"))
    }
}

let configuration = try ComponentConfiguration(environment: ProcessInfo.processInfo.environment)
try await Termination.run {
    try await ComponentServer(IrisModel(), configuration: configuration).run(
        on: NIOListener(configuration.address),
        rpcOn: RPCListener(configuration.rpcAddress),
        metricsOn: NIOListener(configuration.metricsAddress)
    )
}
