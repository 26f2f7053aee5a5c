import Documents
import Foundation
import Glibc
import Testing

extension Journeys {
    /// Promotions, good ones and bad ones, with real processes and under load.
    struct RolloutJourney {
        @Test func `a good canary is promoted to the end, and no request is lost`() async throws {
            let scene = try await RolloutScene()
            let canary = try await scene.spec()["predictors"]?[1]

            let (outcome, load) = try await scene.underLoad {
                try await scene.promote(
                    "--steps",
                    "20,50,100",
                    "--finish",
                    "--max-p95-increase",
                    "none"
                )
            }

            #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
            #expect(RolloutScene.lost(load) == 0, "\(load)")
            #expect((load["ok"]?.int ?? 0) > 1000, "\(load)")
            let after = try await scene.spec()["predictors"]
            #expect(after?.elements.count == 1)
            #expect(after?[0]?["name"] == "main")
            #expect(after?[0]?["traffic"] == 100)
            #expect(after?[0]?["componentSpecs"] == canary?["componentSpecs"])
            #expect(try await scene.routed() == ["main": 100])

            // What was before comes back with one undo.
            let undone = try await scene.cluster.radiant("undo", "echo")
            #expect(undone.status == 0, "\(undone.errors)")
            #expect(try await scene.spec()["predictors"]?[1] == canary)
            await scene.cluster.stop()
        }

        @Test func `a new canary gets pods of its own and leaves those of main alone`() async throws
        {
            let scene = try await RolloutScene()
            let before = try await scene.podsOfMain()

            let added = try await scene.cluster.radiant(
                "canary",
                "echo",
                "--name",
                "second",
                "--set-image",
                "echo=:v2",
                "--traffic",
                "5"
            )
            let routed = try await scene.cluster.radiant(
                "wait",
                "echo",
                "--for",
                "traffic=second:5"
            )

            #expect(added.status == 0, "\(added.errors)")
            #expect(routed.status == 0, "\(routed.errors)")
            #expect(before.contains("echo-main"))
            #expect(try await scene.podsOfMain() == before)
            await scene.cluster.stop()
        }

        @Test func `an abort under load loses no request and says how long it took`() async throws {
            let scene = try await RolloutScene(traffic: 50)

            let (outcome, load) = try await scene.underLoad {
                // Enough requests before the abort, and after it.
                try await scene.answers(200)
                let outcome = try await scene.cluster.radiant("abort", "echo")
                try await scene.answers(200)
                return outcome
            }

            #expect(outcome.status == 0, "\(outcome.errors)")
            #expect(outcome.output.contains("traffic back on main after"), "\(outcome.output)")
            #expect(RolloutScene.lost(load) == 0, "\(load)")
            #expect(try await scene.routed() == ["main": 100, "canary": 0])
            await scene.cluster.stop()
        }

        @Test(arguments: [
            ("slow", ["latency_ms": "600"], "p95"),
            ("failing", ["error_rate": "0.3"], "errors"),
        ])
        func `a canary that is slow or fails is stopped by its gate`(
            name: String,
            parameters: [String: String],
            gate: String
        ) async throws {
            let scene = try await RolloutScene(parameters: parameters, traffic: 5)

            let (outcome, _) = try await scene.underLoad(rate: 100) {
                try await scene.promote("--steps", "30,100", "--unattended")
            }

            #expect(outcome.status == 3, "\(outcome.output)\(outcome.errors)")
            let lines = try outcome.output.split(separator: "\n").map {
                try JSON(parsing: Array($0.utf8))
            }
            let failed = lines.filter { $0["event"] == "gate" && $0["verdict"] == "failed" }
            #expect(failed.map { $0["gate"]?.string } == [gate], "\(outcome.output)")
            let end = try #require(lines.last { $0["event"] == "step" })
            #expect(end["phase"] == "failed")
            #expect((end["restored_after_seconds"]?.double ?? 0) > 0, "\(end)")
            #expect(try await scene.weights() == ["main": 95, "canary": 5])
            #expect(try await scene.routed() == ["main": 95, "canary": 5])
            await scene.cluster.stop()
        }

        @Test func `a canary that crashes again and again goes, and main has the traffic`()
            async throws
        {
            let scene = try await RolloutScene(traffic: 10)

            let (outcome, load) = try await scene.underLoad(rate: 50) {
                let promotion = BackgroundProgram(
                    scene.cluster,
                    ["promote", "echo", "--steps", "50,100", "--interval", "20s"]
                )
                try promotion.start()
                #expect(try await scene.reaches("baking", step: 1))
                let victim = try #require(try await scene.componentOfCanary())
                kill(victim, SIGKILL)
                return (await promotion.end(), promotion.printed)
            }

            #expect(outcome.0 == 3, "\(outcome.1)")
            #expect(outcome.1.contains("restarts 1, at most 0") || outcome.1.contains("ready 0"))
            #expect(outcome.1.contains("traffic back as before after"), "\(outcome.1)")
            #expect((load["ok"]?.int ?? 0) > 0)
            let routed = try await scene.routed()
            // Back to what it was, or without the canary where it was not ready again by then.
            #expect([["main": 90, "canary": 10], ["main": 100]].contains(routed), "\(routed)")
            await scene.cluster.stop()
        }

        @Test func `a canary without traffic gets no verdict and is stopped`() async throws {
            let scene = try await RolloutScene(traffic: 5)

            let outcome = try await scene.promote("--steps", "50,100", "--patience", "2s")

            #expect(outcome.status == 3, "\(outcome.output)\(outcome.errors)")
            #expect(outcome.output.contains("no verdict in time: requests 0"), "\(outcome.output)")
            #expect(try await scene.weights() == ["main": 95, "canary": 5])
            await scene.cluster.stop()
        }

        @Test func `a canary whose image does not exist never gets traffic`() async throws {
            let scene = try await RolloutScene(
                canary: "example.invalid/nothing:v1",
                traffic: 5,
                isReady: false
            )
            // The Deployment may not be made yet, which kubectl does not wait for.
            let isAvailable: Bool? = try await eventually {
                let ready = try await scene.cluster.kubectl(
                    "wait",
                    "deployment/echo-main-0-echo",
                    "--for=condition=Available",
                    "--timeout=20s"
                )
                return ready.status == 0 ? true : nil
            }
            #expect(isAvailable == true)

            let outcome = try await scene.promote("--steps", "50,100", "--patience", "2s")
            let aborted = try await scene.cluster.radiant("abort", "echo")

            #expect(outcome.status == 3, "\(outcome.output)\(outcome.errors)")
            #expect(outcome.output.contains("no weight had been changed"), "\(outcome.output)")
            #expect(aborted.status == 0, "\(aborted.errors)")
            #expect(aborted.output.contains("canary gone"), "\(aborted.output)")
            let isRouted: Bool? = try await eventually {
                try await scene.routed() == ["main": 100] ? true : nil
            }
            #expect(isRouted == true)
            await scene.cluster.stop()
        }

        @Test func `a console that is killed leaves a rollout that another one takes over`()
            async throws
        {
            let scene = try await RolloutScene()

            let (status, load) = try await scene.underLoad(rate: 50) {
                let first = BackgroundProgram(
                    scene.cluster,
                    [
                        "promote", "echo", "--steps", "50,100", "--interval", "2s",
                        "--max-p95-increase", "none",
                    ]
                )
                try first.start()
                #expect(try await scene.reaches("baking", step: 1))
                kill(first.pid, SIGKILL)
                #expect(try await scene.weights() == ["main": 50, "canary": 50])
                let refused = try await scene.promote("--steps", "100")
                #expect(refused.status == 1)
                #expect(
                    refused.errors.contains("a rollout of echo is under way"),
                    "\(refused.errors)"
                )

                let second = BackgroundProgram(scene.cluster, ["takeover", "echo"])
                try second.start()
                return await second.end()
            }

            #expect(status == 0)
            #expect(RolloutScene.lost(load) == 0, "\(load)")
            #expect(try await scene.weights() == ["main": 0, "canary": 100])
            await scene.cluster.stop()
        }

        @Test func `of two consoles one drives, and the other says who`() async throws {
            let scene = try await RolloutScene()

            let (statuses, _) = try await scene.underLoad(rate: 50) {
                let first = BackgroundProgram(
                    scene.cluster,
                    [
                        "promote", "echo", "--steps", "50,100", "--interval", "2s",
                        "--max-p95-increase", "none",
                    ]
                )
                try first.start()
                #expect(try await scene.reaches("baking", step: 1))
                let second = BackgroundProgram(scene.cluster, ["takeover", "echo"])
                try second.start()
                let one = await first.end()
                #expect(first.errors.contains("drives the rollout of echo now"), "\(first.errors)")
                return [one, await second.end()]
            }

            #expect(statuses == [1, 0])
            #expect(try await scene.weights() == ["main": 0, "canary": 100])
            await scene.cluster.stop()
        }

        @Test func `a change by kubectl in the middle is seen, and the rollout waits`() async throws
        {
            let scene = try await RolloutScene()

            let (status, _) = try await scene.underLoad(rate: 50) {
                let promotion = BackgroundProgram(
                    scene.cluster,
                    [
                        "promote", "echo", "--steps", "30,60", "--interval", "2s",
                        "--max-p95-increase", "none",
                    ]
                )
                try promotion.start()
                #expect(try await scene.reaches("baking", step: 1))
                let patch =
                    #"[{"op":"replace","path":"/spec/predictors/0/traffic","value":60},"#
                    + #"{"op":"replace","path":"/spec/predictors/1/traffic","value":40}]"#
                let edit = try await scene.cluster.kubectl(
                    "patch",
                    "sdep",
                    "echo",
                    "--type=json",
                    "-p",
                    patch
                )
                #expect(edit.status == 0, "\(edit.errors)")
                let paused: JSON? = try await eventually(within: .seconds(10)) {
                    try await scene.rollout().flatMap { $0["paused"] == nil ? nil : $0 }
                }
                let reason = paused?["paused"]?.string ?? ""
                #expect(reason.contains("somebody changed the deployment"), "\(reason)")
                #expect(reason.contains("canary 40, main 60"), "\(reason)")
                #expect(try await scene.weights() == ["main": 60, "canary": 40])
                let resumed = try await scene.cluster.radiant("resume", "echo")
                #expect(resumed.status == 0, "\(resumed.errors)")
                return await promotion.end()
            }

            #expect(status == 0)
            #expect(try await scene.weights() == ["main": 40, "canary": 60])
            await scene.cluster.stop()
        }

        @Test
        func `when the cluster starts again in a step the rollout goes on, or gives all back`()
            async throws
        {
            let scene = try await RolloutScene()
            let promotion = BackgroundProgram(
                scene.cluster,
                [
                    "promote", "echo", "--steps", "50,100", "--interval", "2s", "--patience", "60s",
                    "--max-p95-increase", "none",
                ]
            )
            try promotion.start()
            #expect(try await scene.reaches("baking", step: 1))

            kill(scene.cluster.pid, SIGKILL)
            _ = await eventually(within: .seconds(10)) {
                scene.cluster.processes().count <= 1 ? true : nil
            }
            try await scene.cluster.start()
            let (status, _) = try await scene.underLoad(rate: 50) { await promotion.end() }

            // Pods that take long to come back are a gate that fails: never anything between.
            let weights = try await scene.weights()
            if status == 0 {
                #expect(weights == ["main": 0, "canary": 100])
            } else {
                #expect(status == 3, "\(promotion.printed)\(promotion.errors)")
                #expect(weights["main"] ?? 0 >= 90, "\(weights)")
            }
            await scene.cluster.stop()
        }
    }
}

extension RolloutScene {
    /// How many requests of a load were sent and not answered well; those that the load itself did not
    /// send, since too many were under way on a busy machine, were never lost.
    static func lost(_ load: JSON) -> Int {
        (load["failed"]?.int ?? -1) - (load["failures"]?["too many under way"]?.int ?? 0)
    }

    /// Sends some requests one after another, which takes as long as the cluster takes to answer.
    func answers(_ count: Int) async throws {
        let url = cluster.gateway + "/seldon/default/echo/api/v1.0/predictions"
        let curl = try await Program.named("curl").run(
            [
                "-s", "-f", "-o", "/dev/null", "-H", "Content-Type: application/json", "-d",
                Self.body, "\(url)?n=[1-\(count)]",
            ]
        )
        #expect(curl.status == 0, "\(curl.errors)")
    }

    /// The pods of main: their names, identities and restarts.
    func podsOfMain() async throws -> String {
        let path = "{.metadata.name} {.metadata.uid} {.status.containerStatuses[*].restartCount}"
        let answer = try await cluster.kubectl(
            "get",
            "pods",
            "-l",
            "version=main",
            "-o",
            "jsonpath={range .items[*]}\(path),{end}"
        )
        return answer.output
    }

    /// The process of the canary's component.
    func componentOfCanary() async throws -> Int32? {
        let pods = try await cluster.kubectl(
            "get",
            "pods",
            "-l",
            "version=canary",
            "-o",
            "json"
        )
        let list = try JSON(parsing: Array(pods.output.utf8))["items"]?.elements ?? []
        let address = list.first?["status"]?["podIP"]?.string ?? "?"
        return cluster.processes().first { pid in
            let line = FileManager.default.contents(atPath: "/proc/\(pid)/cmdline") ?? Data()
            let environ = FileManager.default.contents(atPath: "/proc/\(pid)/environ") ?? Data()
            return String(decoding: line, as: UTF8.self).contains("component")
                && String(decoding: environ, as: UTF8.self).contains("POD_IP=\(address)\0")
        }
    }
}
