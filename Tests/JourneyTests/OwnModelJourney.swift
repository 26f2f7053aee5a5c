import Documents
import Foundation
import Testing

extension Journeys {
    /// The example of a model that an author writes, and gRPC from the command line.
    struct OwnModelJourney {
        @Test func `the example's model predicts over REST and gRPC through the gateway`()
            async throws
        {
            let cluster = try RunningCluster()
            let program = Place.products.appending(path: "iris-model").path
            try await cluster.start(
                ["iris-model.yaml"],
                images: ["examples/iris-model:*=\(program)"]
            )
            for transport in [[], ["--grpc"]] {
                let words =
                    ["predict", "iris", "-o", "json", "--data", #"{"data":{"ndarray":[[4,2]]}}"#]
                    + transport
                let outcome = try await Program.radiant.run(
                    words,
                    environment: cluster.environment
                )
                #expect(outcome.status == 0, "\(transport): \(outcome.errors)")
                let answer = try JSON(parsing: outcome.output)
                #expect(answer["data"]?["ndarray"] == [[0.7, 0.3]], "\(transport)")
                #expect(answer["data"]?["names"] == ["low", "high"])
                #expect(answer["meta"]?["metrics"]?[0]?["key"] == "flowers")
            }
            let failed = try await cluster.radiant(
                "predict",
                "iris",
                "--grpc",
                "--data",
                #"{"strData":"x"}"#
            )
            #expect(failed.status == 1)
            #expect(failed.errors.contains("InvalidArgument"), "\(failed.errors)")
            #expect(failed.errors.contains("iris"), "\(failed.errors)")
            await cluster.stop()
        }
    }
}
