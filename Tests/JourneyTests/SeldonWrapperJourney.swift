import Documents
import Foundation
import Testing

extension Journeys {
    /// Seldon's own Python wrapper as the nodes of graphs, and Seldon's own client in front of them.
    struct SeldonWrapperJourney {
        @Test func `each kind of node is served by the real wrapper, over REST and gRPC`()
            async throws
        {
            guard let python = try PythonEnvironment.seldon(), let shared = Place.shared else {
                return
            }
            let classes = shared.appending(path: "fixtures/seldon-microservice/components")
            let names = [
                "RoundOutput", "ScaleInput", "FirstColumnRouter", "FailingModel", "MeanCombiner",
                "IrisModel", "MetricsModel",
            ]
            let cluster = try RunningCluster()
            let manifest = cluster.folder.appending(path: "every-kind.yaml")
            try Data(Self.everyKind.utf8).write(to: manifest)
            try await cluster.start(
                [manifest.path],
                images: names.map { name in
                    python.image("python/\(name.lowercased()):*", class: name, in: classes)
                },
                within: .seconds(240)
            )

            // scale → router → mean of iris and metrics → round
            for transport in ["rest", "grpc"] {
                let answer = try await client(python, cluster, transport, "[[0.8, 0.2]]")
                let data = answer["response"]?["data"]
                #expect(answer["success"] == true, "\(transport): \(answer.text())")
                #expect(data?["ndarray"] == [[0.38, 0.62]], "\(transport): \(answer.text())")
                #expect(data?["names"] == ["p0", "p1"], "\(transport)")
                let meta = answer["response"]?["meta"]
                #expect(meta?["tags"]?["model_tag"] == "m1", "\(transport)")
                #expect(meta?["tags"]?["stage"] == "scaled", "\(transport)")
                let path = meta?["requestPath"]?.members ?? [:]
                #expect(
                    Set(path.keys) == ["scale", "iris", "metrics", "mean", "round"],
                    "\(transport): \(path.keys)"
                )
                let metrics = (meta?["metrics"]?.elements ?? []).compactMap { $0["key"]?.string }
                #expect(
                    Set(metrics) == ["mycounter", "mygauge", "mytimer", "rows_total"],
                    "\(transport): \(metrics)"
                )
            }
            try await failures(cluster)
            try await counts(cluster)
            await cluster.stop()
            #expect(cluster.processes().isEmpty)
        }

        @Test func `the article's graph runs with its second model under the real wrapper`()
            async throws
        {
            guard let python = try PythonEnvironment.seldon(), let shared = Place.shared else {
                return
            }
            let cluster = try RunningCluster()
            try await cluster.start(
                ["checks-reader.yaml"],
                images: [
                    python.image(
                        "boundlessview/recognition-infer:*",
                        class: "CropReader",
                        in: PythonEnvironment.classes
                    )
                ],
                within: .seconds(180)
            )
            let read = try await cluster.radiant(
                "predict",
                "checks-reader",
                "--image",
                shared.appending(path: "checks/qnb_article.jpg").path,
                "-o",
                "json"
            )
            #expect(read.status == 0, "\(read.errors)")
            let answer = try JSON(parsing: read.output)
            let shape = answer["jsonData"]?["image_shape"]
            let (height, width) = (shape?[0]?.int ?? 0, shape?[1]?.int ?? 0)
            #expect(height > 8 && width > 100, "\(read.output)")
            #expect(answer["jsonData"]?["ema"]?["transcription"] == .string("<\(width):\(height)<"))
            let path = answer["meta"]?["requestPath"]?.members ?? [:]
            #expect(Set(path.keys) == ["detection-infer", "recognition-infer"])
            await cluster.stop()
        }

        /// What the real client got for rows of two columns.
        private func client(
            _ python: PythonEnvironment,
            _ cluster: RunningCluster,
            _ transport: String,
            _ rows: String
        ) async throws -> JSON {
            let script = PythonEnvironment.classes.appending(path: "client.py").path
            let outcome = try await Program(path: python.program("python")).run([
                script, transport, "127.0.0.1:\(cluster.gatewayPort)", "default", "every-kind",
                rows,
            ])
            let line = outcome.output.split(separator: "\n").last.map(String.init) ?? ""
            return try JSON(parsing: try #require(line.isEmpty ? nil : line, "\(outcome.errors)"))
        }

        /// A node that fails is named, with the status and the words that the real wrapper gives.
        private func failures(_ cluster: RunningCluster) async throws {
            let url = cluster.gateway + "/seldon/default/every-kind/api/v1.0/predictions"
            func ask(_ body: String) async throws -> (head: String, body: JSON) {
                let curl = try await Program.named("curl").run([
                    "-s", "-i", "-H", "Content-Type: application/json", "-d", body, url,
                ])
                let parts = curl.output.components(separatedBy: "\r\n\r\n")
                return (parts[0].lowercased(), try JSON(parsing: parts.dropFirst().joined()))
            }
            let text = try await ask(#"{"data":{"ndarray":[["x","y"]]}}"#)
            #expect(text.head.contains("x-radiant-failed-node: scale"), "\(text.head)")
            #expect(text.head.contains(" 500 "))
            #expect(text.body["status"]?["reason"] == "MICROSERVICE_INTERNAL_ERROR")

            let route = try await ask(#"{"data":{"ndarray":[[5, 0]]}}"#)
            #expect(route.head.contains("x-radiant-failed-node: router"), "\(route.head)")
            #expect(route.body["status"]?["info"]?.string?.contains("5") == true)

            let first = try await ask(#"{"data":{"ndarray":[[0.1, 0.2]]}}"#)
            #expect(first.head.contains(" 200 "), "\(first.body.text())")
            #expect(first.body["meta"]?["requestPath"]?["failing"] == "python/failingmodel:1")
        }

        /// The orchestrator counts each node, and the wrapper the author's own metrics.
        private func counts(_ cluster: RunningCluster) async throws {
            let service = "every-kind-main"
            let page = try await cluster.kubectl(
                "get",
                "--raw",
                "/api/v1/namespaces/default/services/\(service):8000/proxy/prometheus"
            )
            #expect(page.status == 0, "\(page.errors)")
            for name in ["scale", "router", "mean", "iris", "metrics", "round", "failing"] {
                #expect(page.output.contains("model_name=\"\(name)\""), "\(name) is not counted")
            }
            #expect(page.output.contains("service=\"/seldon.protos.Combiner/Aggregate\""))
            #expect(page.output.contains("service=\"/aggregate\""))
        }

        /// One node of each kind, each a container of one pod.
        private static let everyKind: String = {
            let images = [
                "round": "roundoutput", "scale": "scaleinput", "router": "firstcolumnrouter",
                "failing": "failingmodel", "mean": "meancombiner", "iris": "irismodel",
                "metrics": "metricsmodel",
            ]
            let containers = images.sorted { $0.key < $1.key }.map { name, image in
                "        - {name: \(name), image: \"python/\(image):1\"}"
            }
            return """
                apiVersion: machinelearning.seldon.io/v1
                kind: SeldonDeployment
                metadata:
                  name: every-kind
                  namespace: default
                spec:
                  predictors:
                  - name: main
                    componentSpecs:
                    - spec:
                        containers:
                \(containers.joined(separator: "\n"))
                    graph:
                      name: round
                      type: OUTPUT_TRANSFORMER
                      children:
                      - name: scale
                        type: TRANSFORMER
                        children:
                        - name: router
                          type: ROUTER
                          children:
                          - {name: failing, type: MODEL}
                          - name: mean
                            type: COMBINER
                            children:
                            - {name: iris, type: MODEL}
                            - {name: metrics, type: MODEL}
                """
        }()
    }
}
