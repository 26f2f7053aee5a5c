import Documents
import Foundation
import Testing

extension Journeys {
    /// Seldon's prepackaged servers, which MLServer is under the protocol `v2`.
    struct PrepackagedServerJourney {
        @Test func `a model of scikit-learn is served by its modelUri and predicts`() async throws {
            guard let python = try PythonEnvironment.mlserver() else { return }
            let cluster = try RunningCluster()
            let model = cluster.folder.appending(path: "iris")
            try FileManager.default.createDirectory(at: model, withIntermediateDirectories: true)
            let script = PythonEnvironment.classes.appending(path: "train.py").path
            let trained = try await Program(path: python.program("python")).run([
                script, model.path,
            ])
            #expect(trained.status == 0, "\(trained.errors)")
            let manifest = try write(cluster, model.path)
            let path = ProcessInfo.processInfo.environment["PATH"] ?? ""
            try await cluster.start(
                [manifest],
                path: python.programs.path + ":" + path,
                within: .seconds(240)
            )

            let url = cluster.gateway + "/seldon/default/iris/v2/models/classifier/infer"
            let curl = try await Program.named("curl").run([
                "-s", "-H", "Content-Type: application/json", "-d",
                #"{"inputs":[{"name":"x","datatype":"FP64","shape":[2,4],"data":[5.1,3.5,1.4,0.2,6.7,3.0,5.2,2.3]}]}"#,
                url,
            ])
            let answer = try JSON(parsing: curl.output)
            #expect(answer["outputs"]?[0]?["data"] == [0, 2], "\(curl.output)")
            #expect(answer["model_name"] == "classifier")
            await cluster.stop()
        }

        @Test func `without MLServer an event says what to install`() async throws {
            let cluster = try RunningCluster()
            let manifest = try write(cluster, "/nowhere")
            try await cluster.start(path: "/usr/bin:/bin")
            let applied = try await cluster.radiant("apply", "-f", manifest)
            #expect(applied.status == 0, "\(applied.errors)")
            let events: String? = try await eventually {
                let events = try await cluster.kubectl("get", "events").output
                return events.contains("pip install mlserver mlserver-sklearn") ? events : nil
            }
            #expect(events != nil)
            await cluster.stop()
        }

        private func write(_ cluster: RunningCluster, _ model: String) throws -> String {
            let manifest = cluster.folder.appending(path: "iris.yaml")
            let text = """
                apiVersion: machinelearning.seldon.io/v1
                kind: SeldonDeployment
                metadata:
                  name: iris
                  namespace: default
                spec:
                  protocol: v2
                  predictors:
                  - name: main
                    graph:
                      name: classifier
                      implementation: SKLEARN_SERVER
                      modelUri: file://\(model)
                """
            try Data(text.utf8).write(to: manifest)
            return manifest.path
        }
    }
}
