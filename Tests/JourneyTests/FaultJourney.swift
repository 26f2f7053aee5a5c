import Documents
import Foundation
import Glibc
import Testing

extension Journeys {
    /// Processes that are killed, and what is left of them.
    struct FaultJourney {
        @Test func `a component that is killed is started again and serves`() async throws {
            let cluster = try RunningCluster()
            try await cluster.start(["echo-canary.yaml"])
            let victim = try #require(
                cluster.processes().first { commandLine($0).contains("component") }
            )

            kill(victim, SIGKILL)

            let restarts: Bool? = try await eventually(within: .seconds(20)) {
                let pods = try await cluster.kubectl("get", "pods", "-o", "json")
                let counts = (try JSON(parsing: pods.output))["items"]?.elements.flatMap { pod in
                    (pod["status"]?["containerStatuses"]?.elements ?? []).compactMap {
                        $0["restartCount"]?.int
                    }
                }
                return counts?.contains(1) == true ? true : nil
            }
            #expect(restarts == true)
            let isServed: Bool? = try await eventually(within: .seconds(20)) {
                let answers = try await cluster.radiant(
                    "load",
                    "echo",
                    "--rate",
                    "50",
                    "--for",
                    "1s",
                    "--data",
                    #"{"data":{"ndarray":[[1]]}}"#,
                    "-o",
                    "json"
                )
                let json = try JSON(parsing: answers.output)
                return json["failed"] == 0 && (json["ok"]?.int ?? 0) > 0 ? true : nil
            }
            #expect(isServed == true)
            await cluster.stop()
        }

        @Test func `a cluster that is killed leaves no process and starts again as it was`()
            async throws
        {
            let cluster = try RunningCluster()
            try await cluster.start(["echo-canary.yaml"])
            let before = cluster.processes()
            #expect(before.count > 3)

            kill(cluster.pid, SIGKILL)

            let areGone: Bool? = await eventually(within: .seconds(10)) {
                cluster.processes().isEmpty ? true : nil
            }
            #expect(areGone == true, "\(cluster.processes().map(commandLine))")
            try await cluster.start()
            let answer = try await cluster.radiant(
                "predict",
                "echo",
                "--data",
                #"{"data":{"ndarray":[[1,2]]}}"#,
                "-o",
                "json"
            )
            #expect(answer.status == 0, "\(answer.errors)")
            await cluster.stop()
            #expect(cluster.processes().isEmpty)
        }

        @Test func `a second start on one data directory is refused and breaks nothing`()
            async throws
        {
            let cluster = try RunningCluster()
            try await cluster.start()

            let second = try await Program.radiant.run(
                ["up", "--headless", "--data-dir", cluster.data, "--api-port", "0"]
            )

            #expect(second.status == 1)
            #expect(second.errors.contains("\(cluster.pid)"), "\(second.errors)")
            #expect(try await cluster.kubectl("get", "ns").status == 0)
            await cluster.stop()
        }

        private func commandLine(_ pid: Int32) -> String {
            let bytes = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline") ?? Data()
            return bytes.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
                .joined(separator: " ")
        }
    }
}
