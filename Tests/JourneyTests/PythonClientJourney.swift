import Foundation
import Testing

extension Journeys {
    /// The Python client of Kubernetes, for those who script against the cluster.
    struct PythonClientJourney {
        @Test func `the Python client lists, watches and patches`() async throws {
            let setup = try await Program(
                path: Place.root.appending(path: "scripts/python-client.sh").path
            ).run([])
            guard setup.status == 0 else {
                print("1 test skipped: the Python client is not here and PyPI is out of reach")
                #expect(!Place.isCI, "\(setup.errors)")
                return
            }
            let python = Program(
                path: setup.output.split(separator: "\n").last.map(String.init) ?? ""
            )
            let cluster = try RunningCluster()
            try await cluster.start(["echo-canary.yaml"])
            let script = Place.root.appending(path: "scripts/python-client.py")

            let outcome = try await python.run([script.path, cluster.data + "/kubeconfig"])

            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.output.hasSuffix("done\n"), "\(outcome.output)")
            await cluster.stop()
        }
    }
}
