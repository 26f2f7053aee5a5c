import Documents
import Foundation
import Testing

extension Journeys {
    /// The article's manifest, applied with the real kubectl.
    struct KubectlJourney {
        @Test func `kubectl apply ends in running processes, kubectl delete ends them`()
            async throws
        {
            let cluster = try RunningCluster()
            try await cluster.start()
            let manifest = Place.root.appending(path: "examples/checks-reader.yaml").path

            let applied = try await cluster.kubectl("apply", "-f", manifest)
            #expect(applied.status == 0, "\(applied.errors)")
            let again = try await cluster.kubectl("apply", "-f", manifest)
            #expect(again.output.contains("unchanged"), "\(again.output)\(again.errors)")

            let state: String? = try await eventually(within: .seconds(60)) {
                let state = try await cluster.kubectl(
                    "get",
                    "sdep",
                    "checks-reader",
                    "-o",
                    "jsonpath={.status.state}"
                )
                return state.output == "Available" ? state.output : nil
            }
            #expect(state == "Available", "\(cluster.said)")

            let table = try await cluster.kubectl("get", "sdep,deploy,pods,svc")
            for name in [
                "seldondeployment.machinelearning.seldon.io/checks-reader",
                "deployment.apps/checks-reader-main-0-detection-infer",
                "deployment.apps/checks-reader-main-1-recognition-infer",
                "service/checks-reader-main-detection-infer", "2/2", "1/1",
            ] {
                #expect(table.output.contains(name), "\(table.output)\(table.errors)")
            }
            let yaml = try await cluster.kubectl("get", "sdep", "checks-reader", "-o", "yaml")
            let document = try YAML.json(parsing: yaml.output)
            #expect(document["spec"]?["predictors"]?[0]?["name"] == "main")

            let logs = try await cluster.kubectl(
                "logs",
                "deploy/checks-reader-main-0-detection-infer",
                "-c",
                "detection-infer"
            )
            #expect(logs.status == 0, "\(logs.errors)")
            #expect(!logs.output.isEmpty)

            let deleted = try await cluster.kubectl("delete", "-f", manifest)
            #expect(deleted.status == 0, "\(deleted.errors)")
            let isEmpty: Bool? = try await eventually(within: .seconds(30)) {
                try await cluster.kubectl("get", "pods", "-o", "name").output.isEmpty ? true : nil
            }
            #expect(isEmpty == true)
            await cluster.stop()
            #expect(cluster.processes().isEmpty)
        }

        @Test func `what a webhook would refuse is refused with the path`() async throws {
            let cluster = try RunningCluster()
            try await cluster.start()
            let file = cluster.folder.appending(path: "wrong.yaml")
            let text = try String(
                contentsOf: Place.root.appending(path: "examples/echo-canary.yaml"),
                encoding: .utf8
            )
            try text.replacing("traffic: 50", with: "traffic: 80")
                .write(to: file, atomically: true, encoding: .utf8)

            let refused = try await cluster.kubectl("apply", "-f", file.path)
            #expect(refused.status == 1)
            #expect(refused.errors.contains("Traffic must sum to 100"), "\(refused.errors)")

            let ours = try await cluster.radiant("apply", "-f", file.path)
            #expect(ours.status == 1)
            #expect(ours.errors.contains("\(file.path):7:1:"), "\(ours.errors)")
            await cluster.stop()
        }
    }
}
