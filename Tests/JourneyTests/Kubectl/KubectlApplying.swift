import Documents
import Foundation
import Testing

extension Journeys {
    /// Manifests that kubectl applies on the client's side and on the server's.
    struct KubectlApplying {
        @Test(arguments: Kubectl.all)
        func `kubectl applies, compares and keeps the fields of others`(
            kubectl: Kubectl
        ) async throws {
            let cluster = try RunningCluster()
            try await cluster.start()
            let session = KubectlSession(kubectl: kubectl, cluster: cluster)
            let manifest = try Manifest(in: cluster.folder)

            try await appliesHere(session, manifest)
            try await appliesThere(session, manifest)
            try await validates(session, manifest)
            try await namespaces(session)

            await cluster.stop()
        }

        /// A manifest of a test, with variants.
        private struct Manifest {
            let path: String

            init(in folder: URL) throws {
                path = folder.appending(path: "graph.yaml").path
                try write(traffic: 50)
            }

            func write(traffic: Int, more: String = "") throws {
                let source = Place.root.appending(path: "examples/echo-canary.yaml")
                var text = try String(contentsOf: source, encoding: .utf8)
                let parts = text.components(separatedBy: "traffic: 50")
                text =
                    parts[0] + "traffic: \(traffic)" + parts[1] + "traffic: \(100 - traffic)"
                    + parts[2] + more
                try text.write(toFile: path, atomically: true, encoding: .utf8)
            }
        }

        private func traffic(_ session: KubectlSession) async throws -> String {
            try await session.output(
                "get sdep echo -o",
                "jsonpath={.spec.predictors[*].traffic}"
            )
        }

        private func appliesHere(
            _ session: KubectlSession,
            _ manifest: Manifest
        ) async throws {
            try await session.expect(
                "apply --dry-run=server -f \(manifest.path)",
                prints: ["/echo created (server dry run)"]
            )
            try await session.refuses("get sdep echo", with: ["NotFound"])
            let missing = try await session.run("diff -f \(manifest.path)")
            #expect(missing.status == 1, "\(missing.errors)")
            try await session.expect("apply -f \(manifest.path)", prints: ["/echo created"])
            try await session.expect("apply -f \(manifest.path)", prints: ["/echo unchanged"])
            let same = try await session.run("diff -f \(manifest.path)")
            #expect(same.status == 0, "\(same.output)\(same.errors)")

            try manifest.write(traffic: 80)
            let differing = try await session.run("diff -f \(manifest.path)")
            #expect(differing.status == 1, "\(differing.errors)")
            #expect(differing.output.contains("traffic: 50"), "\(differing.output)")
            #expect(differing.output.contains("traffic: 80"))
            try await session.expect("apply -f \(manifest.path)", prints: ["/echo configured"])
            #expect(try await traffic(session) == "80 20")
            try await session.expect(
                "apply view-last-applied -f \(manifest.path)",
                prints: ["traffic: 80"]
            )
        }

        private func appliesThere(
            _ session: KubectlSession,
            _ manifest: Manifest
        ) async throws {
            let force = "--force-conflicts --field-manager first"
            try await session.expect(
                "apply --server-side \(force) -f \(manifest.path)",
                prints: ["/echo serverside-applied"]
            )
            try manifest.write(traffic: 70)
            try await session.refuses(
                "apply --server-side --field-manager second -f \(manifest.path)",
                with: ["conflict", "first", ".spec.predictors"]
            )
            #expect(try await traffic(session) == "80 20")
            try await session.expect(
                "apply --server-side --field-manager second --force-conflicts -f \(manifest.path)",
                prints: ["/echo serverside-applied"]
            )
            #expect(try await traffic(session) == "70 30")
            let managers = try await session.output(
                "get sdep echo -o",
                "jsonpath={.metadata.managedFields[*].manager}"
            )
            #expect(managers.contains("second"))
            // Before 1.28 the managed fields, with the time of the dry run, are compared as well.
            let compared = try await session.run(
                "diff --server-side --field-manager second -f \(manifest.path)"
            )
            #expect(compared.status == 0 || session.kubectl.minor < 28, "\(compared.output)")
            #expect(!compared.output.contains("traffic: 50"))
        }

        private func validates(
            _ session: KubectlSession,
            _ manifest: Manifest
        ) async throws {
            try manifest.write(traffic: 50, more: "  colour: red\n")
            try await session.refuses("apply -f \(manifest.path)", with: ["colour"])
            try manifest.write(traffic: 50)
            let wrong = session.cluster.folder.appending(path: "wrong.yaml")
            try """
            apiVersion: apps/v1
            kind: Deployment
            metadata: {name: Not_A_Name}
            spec: {replicas: 1, selector: {matchLabels: {a: b}}, template: {metadata: {labels: {a: c}}}}
            """.write(to: wrong, atomically: true, encoding: .utf8)
            try await session.refuses(
                "apply -f \(wrong.path)",
                with: ["Not_A_Name"]
            )
        }

        private func namespaces(_ session: KubectlSession) async throws {
            try await session.expect("create ns shop", prints: ["namespace/shop created"])
            try await session.expect(
                "create configmap a -n shop --from-literal k=v",
                prints: ["configmap/a created"]
            )
            try await session.refuses(
                "create configmap a -n shop --from-literal k=v",
                with: ["already exists"]
            )
            try await session.refuses(
                "create configmap a -n nowhere --from-literal k=v",
                with: ["namespaces \"nowhere\" not found"]
            )
            try await session.expect(
                "create secret generic s -n shop --from-literal k=v",
                prints: ["secret/s created"]
            )
            let value = try await session.output(
                "get secret s -n shop -o",
                "jsonpath={.data.k}"
            )
            #expect(value == "dg==")
            let watching = try session.start("get cm -n shop --watch --output-watch-events")
            #expect(await watching.says("ADDED"))
            try await session.expect("delete cm a -n shop", prints: ["\"a\" deleted"])
            #expect(await watching.says("DELETED"))
            try await session.expect("delete ns shop --timeout 30s", prints: ["\"shop\" deleted"])
            try await session.refuses("get ns shop", with: ["NotFound"])
            try await session.expect("delete sdep echo --wait=false", prints: ["deleted"])
        }
    }
}
