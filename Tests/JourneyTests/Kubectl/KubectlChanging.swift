import Documents
import Foundation
import Testing

extension Journeys {
    /// What kubectl changes, in all versions at hand.
    struct KubectlChanging {
        @Test(arguments: Kubectl.all)
        func `kubectl patches, edits, scales, rolls out and deletes`(
            kubectl: Kubectl
        ) async throws {
            let cluster = try RunningCluster()
            try await cluster.start(["echo-canary.yaml"])
            let session = KubectlSession(kubectl: kubectl, cluster: cluster)

            try await labels(session)
            try await patches(session)
            try await edits(session)
            try await scales(session)
            try await rollsOut(session)
            try await autoscales(session)
            try await deletes(session)

            await cluster.stop()
        }

        private func labels(_ session: KubectlSession) async throws {
            try await session.expect("label sdep echo tier=gold", prints: ["/echo labeled"])
            try await session.refuses(
                "label sdep echo tier=silver",
                with: ["--overwrite is false"]
            )
            try await session.expect("get sdep -l tier=gold -o name", prints: ["/echo"])
            try await session.expect("annotate sdep echo note=hi", prints: ["/echo annotated"])
            try await session.expect("annotate sdep echo note-", prints: ["/echo annotated"])
            let note = try await session.output(
                "get sdep echo -o",
                "jsonpath={.metadata.annotations.note}"
            )
            #expect(note == "")
        }

        private func patches(_ session: KubectlSession) async throws {
            let merge = #"{"metadata":{"labels":{"a":"1"}}}"#
            try await session.expect(
                "patch sdep echo --type merge -p",
                merge,
                prints: ["/echo patched"]
            )
            try await session.expect(
                "patch sdep echo --type merge -p",
                merge,
                prints: ["/echo patched (no change)"]
            )
            try await session.expect(
                "patch sdep echo --type json -p",
                #"[{"op":"test","path":"/metadata/labels/a","value":"1"},{"op":"replace","path":"/metadata/labels/a","value":"2"}]"#,
                prints: ["/echo patched"]
            )
            try await session.refuses(
                "patch sdep echo --type json -p",
                #"[{"op":"test","path":"/metadata/labels/a","value":"1"}]"#,
                with: ["The request is invalid"]
            )
            try await session.refuses(
                "patch sdep echo --type strategic -p",
                merge,
                with: ["patch"]
            )
            try await session.expect(
                "patch deploy echo-main-0-echo --type strategic -p",
                #"{"spec":{"template":{"spec":{"containers":[{"name":"echo","env":[{"name":"A","value":"1"}]}]}}}}"#,
                prints: ["/echo-main-0-echo patched"]
            )
            try await session.refuses(
                "patch sdep echo --type merge -p",
                #"{"spec":{"predictors":[{"name":"main","traffic":"much"}]}}"#,
                with: ["spec.predictors[0].traffic"]
            )
        }

        private func edits(_ session: KubectlSession) async throws {
            let editor = session.cluster.folder.appending(path: "editor.sh")
            try "#!/bin/sh\nsed -i 's/tier: gold/tier: silver/' \"$1\"\n".write(
                to: editor,
                atomically: true,
                encoding: .utf8
            )
            try FileManager.default.setAttributes(
                [.posixPermissions: 0o700],
                ofItemAtPath: editor.path
            )
            let environment = ["KUBE_EDITOR": editor.path]

            let edited = try await session.run("edit sdep echo", environment: environment)
            #expect(edited.status == 0, "\(edited.errors)")
            #expect(edited.output.contains("/echo edited"), "\(edited.output)")
            let again = try await session.run("edit sdep echo", environment: environment)
            #expect((again.output + again.errors).contains("Edit cancelled, no changes made"))
        }

        private func scales(_ session: KubectlSession) async throws {
            let watching = try session.start("get pods -l version=main --watch -o name")
            #expect(await watching.says("pod/echo-main-0-echo-"))
            // The deployments are the operator's, which sets their number back; a set of our own is
            // left alone.
            try await session.expect(
                "create deployment web --image radiant/echo-model:v1",
                prints: ["deployment.apps/web created"]
            )
            try await session.expect(
                "scale deploy web --replicas 2",
                prints: ["deployment.apps/web scaled"]
            )
            try await session.expect(
                "wait deploy web --for=condition=Available --timeout 30s",
                prints: ["deployment.apps/web condition met"]
            )
            try await session.refuses(
                "scale deploy web --current-replicas 7 --replicas 3",
                with: ["Expected replicas to be 7, was 2"]
            )
            try await session.expect(
                "rollout status deploy web --timeout 30s",
                prints: ["deployment \"web\" successfully rolled out"]
            )
            let row = try await session.output("get deploy web --no-headers")
            #expect(row.split(separator: " ").prefix(4) == ["web", "2/2", "2", "2"], "\(row)")
        }

        private func rollsOut(_ session: KubectlSession) async throws {
            let watching = try session.start("get pods -l app=web --watch")
            #expect(await watching.says("1/1     Running"))
            try await session.expect(
                "set image deploy/web echo-model=radiant/echo-model:v2",
                prints: ["deployment.apps/web image updated"]
            )
            try await session.expect(
                "rollout status deploy/web --timeout 60s",
                prints: ["successfully rolled out"]
            )
            #expect(await watching.says("Terminating"))
            try await session.expect("rollout history deploy/web", prints: ["1 ", "2 "])
            try await session.expect(
                "rollout undo deploy/web",
                prints: ["deployment.apps/web rolled back"]
            )
            try await session.expect(
                "rollout status deploy/web --timeout 60s",
                prints: ["successfully rolled out"]
            )
            let image = try await session.output(
                "get deploy web -o",
                "jsonpath={.spec.template.spec.containers[0].image}"
            )
            #expect(image == "radiant/echo-model:v1")
            try await session.expect(
                "rollout restart deploy/web",
                prints: ["deployment.apps/web restarted"]
            )
        }

        private func autoscales(_ session: KubectlSession) async throws {
            try await session.expect(
                "autoscale deploy web --min 1 --max 3 --cpu-percent 50",
                prints: ["/web autoscaled"]
            )
            let row = try await session.output("get hpa web --no-headers")
            let words = row.split(separator: " ").map(String.init)
            #expect(words.starts(with: ["web", "Deployment/web", "cpu:"]), "\(row)")
            #expect(row.contains("/50%") && words.contains("3"), "\(row)")
            // What requests nothing cannot be measured against it, and that is said.
            let isSaid: Bool? = try await eventually {
                let text = try await session.output("describe hpa web")
                return text.contains("FailedGetResourceMetric") ? true : nil
            }
            #expect(isSaid == true)
            try await session.expect("delete hpa web", prints: ["\"web\" deleted"])
        }

        private func deletes(_ session: KubectlSession) async throws {
            try await session.expect(
                "delete deploy web --cascade=orphan",
                prints: ["deployment.apps \"web\" deleted"]
            )
            let sets = try await session.output("get rs -l app=web -o name")
            #expect(!sets.isEmpty)
            try await session.expect("delete rs -l app=web", prints: ["deleted"])
            let areGone: Bool? = try await eventually {
                try await session.output("get pods -l app=web -o name").isEmpty ? true : nil
            }
            #expect(areGone == true)
            try await session.expect(
                "delete sdep echo --cascade=foreground --timeout 60s",
                prints: ["\"echo\" deleted"]
            )
            for kind in ["deploy", "svc", "vs"] {
                let left = try await session.output("get \(kind) -o name")
                #expect(!left.contains("echo"), "\(left)")
            }
            try await session.refuses("delete ns default", with: ["may not be deleted"])
        }
    }
}
