import Documents
import Foundation
import Testing

extension Journeys {
    /// Traffic that is split, and shifted from the command line.
    struct TrafficJourney {
        @Test func `requests are drawn one by one with the weights of the predictors`() async throws
        {
            let cluster = try RunningCluster()
            try await cluster.start(["echo-canary.yaml"])

            let first = try await canaryShare(cluster)
            let second = try await canaryShare(cluster)

            // Four standard deviations of a thousand even draws.
            #expect((437...563).contains(first))
            #expect((437...563).contains(second))

            let shifted = try await cluster.radiant("traffic", "echo", "main=100", "canary=0")
            #expect(shifted.status == 0, "\(shifted.errors)")
            let isRouted: Bool? = try await eventually {
                try await canaryShare(cluster, of: 50) == 0 ? true : nil
            }
            #expect(isRouted == true)

            let refused = try await cluster.radiant("traffic", "echo", "main=90", "canary=20")
            #expect(refused.status != 0)
            #expect(refused.errors.contains("110"), "\(refused.errors)")
            await cluster.stop()
        }

        /// How many of `count` requests the canary answered.
        private func canaryShare(
            _ cluster: RunningCluster,
            of count: Int = 1000
        ) async throws -> Int {
            let url = cluster.gateway + "/seldon/default/echo/api/v1.0/predictions"
            let body = #"{"data":{"ndarray":[[1]]}}"#
            let curl = try await Program.named("curl").run(
                [
                    "-s", "-o", "/dev/null", "-w", "%header{x-radiant-predictor}\\n", "-H",
                    "Content-Type: application/json", "-d", body, "\(url)?n=[1-\(count)]",
                ]
            )
            let names = curl.output.split(separator: "\n")
            try #require(names.count == count, "\(names.count) answers: \(curl.errors)")
            return names.count { $0 == "canary" }
        }
    }
}
