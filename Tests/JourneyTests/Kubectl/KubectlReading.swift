import Documents
import Foundation
import Glibc
import Testing

extension Journeys {
    /// What kubectl shows, in all versions at hand.
    struct KubectlReading {
        @Test(arguments: Kubectl.all)
        func `kubectl gets, describes, explains and tails`(kubectl: Kubectl) async throws {
            let cluster = try RunningCluster()
            try await cluster.start(["echo-canary.yaml"])
            let session = KubectlSession(kubectl: kubectl, cluster: cluster)

            try await gets(session)
            try await describes(session)
            try await explains(session)
            try await asksForRights(session)
            try await showsEvents(session)
            try await showsLogs(session)
            try await showsUse(session)

            await cluster.stop()
        }

        private func gets(_ session: KubectlSession) async throws {
            try await session.expect(
                "get all",
                prints: [
                    "pod/echo-main-0-echo-", "2/2     Running", "service/echo-canary",
                    "8000/TCP,5001/TCP", "deployment.apps/echo-main-0-echo", "1/1     1",
                    "replicaset.apps/echo-main-0-echo-",
                ]
            )
            try await session.expect(
                "get deploy echo-main-0-echo -o wide",
                prints: [
                    "CONTAINERS", "IMAGES", "SELECTOR", "echo,seldon-container-engine",
                    "radiant/echo-model:v1",
                ]
            )
            let names = try await session.output(
                "get sdep -o",
                "jsonpath={.items[*].spec.predictors[*].name}"
            )
            #expect(names == "main canary")
            let columns = try await session.output(
                "get sdep -A --no-headers -o custom-columns=N:.metadata.name,S:.status.state"
            )
            #expect(
                columns.split(separator: " ").map { $0.filter { $0 != "\n" } } == [
                    "echo", "Available",
                ]
            )
            let selected = try await session.output(
                "get pods -o name --field-selector status.phase=Running -l",
                "seldon-deployment-id=echo,version in (canary)"
            )
            #expect(selected.split(separator: "\n").count == 1)
            #expect(selected.hasPrefix("pod/echo-canary-0-echo-"))
            let sorted = try await session.output(
                "get svc -n default --sort-by=.metadata.name -o name"
            )
            #expect(sorted == sorted.split(separator: "\n").sorted().map { $0 + "\n" }.joined())
            let paged = try await session.output("get svc -o name --chunk-size 1")
            #expect(paged.split(separator: "\n").count == 4)
            let yaml = try await session.output("get sdep echo -o yaml")
            #expect(try YAML.json(parsing: yaml)["kind"] == "SeldonDeployment")
            try await session.refuses(
                "get sdep nope",
                with: ["Error from server (NotFound)", "\"nope\" not found"]
            )
            let raw = try await session.output("get --raw /version")
            #expect(try JSON(parsing: Array(raw.utf8))["major"] == "1")
        }

        private func describes(_ session: KubectlSession) async throws {
            try await session.expect(
                "describe sdep echo",
                prints: ["Name:         echo", "State:", "Available", "CreateDeployment"]
            )
            try await session.expect(
                "describe deploy echo-main-0-echo",
                prints: [
                    "1 desired | 1 updated | 1 total | 1 available | 0 unavailable",
                    "RollingUpdate", "ScalingReplicaSet", "MinimumReplicasAvailable",
                ]
            )
            try await session.expect(
                "describe pod -l version=canary",
                prints: ["Status:", "Running", "radiant/echo-model:v2", "Scheduled", "Started"]
            )
            try await session.expect(
                "describe svc echo-main",
                prints: ["127.78.", "Endpoints:", "127.77.", ":8000"]
            )
            try await session.expect(
                "describe node radiant",
                prints: ["Ready", "RunnerReady", "Capacity:", "Non-terminated Pods:"]
            )
        }

        private func explains(_ session: KubectlSession) async throws {
            try await session.expect(
                "explain sdep.spec.predictors",
                prints: ["SeldonDeployment", "componentSpecs", "graph", "replicas"]
            )
            try await session.expect("explain pod.spec.containers", prints: ["image", "ports"])
            try await session.expect(
                "api-resources --no-headers",
                prints: [
                    "seldondeployments", "sdep", "deployments", "hpa", "pdb", "virtualservices",
                ]
            )
            let writable = try await session.output("api-resources --verbs=create -o name")
            #expect(writable.contains("seldondeployments.machinelearning.seldon.io"))
            #expect(!writable.contains("customresourcedefinitions"))
            try await session.expect(
                "api-versions",
                prints: ["apps/v1", "autoscaling/v2", "machinelearning.seldon.io/v1alpha2"]
            )
        }

        private func asksForRights(_ session: KubectlSession) async throws {
            #expect(try await session.output("auth can-i patch sdep") == "yes\n")
            let refused = try await session.run("auth can-i patch sdep --as viewer")
            #expect(refused.output == "no\n")
            #expect(refused.status == 1)
            try await session.expect("auth can-i --list --as viewer", prints: ["[get list watch]"])
            try await session.refuses(
                "label sdep echo a=b --as viewer",
                with: ["Error from server (Forbidden)", "cannot patch resource"]
            )
            let whoami = try await session.run("auth whoami")
            #expect((whoami.status == 0) == session.kubectl.has("auth whoami"))
            if whoami.status == 0 { #expect(whoami.output.contains("system:masters")) }
        }

        private func showsEvents(_ session: KubectlSession) async throws {
            try await session.expect(
                "get events --field-selector involvedObject.kind=SeldonDeployment",
                prints: ["LAST SEEN", "CreateDeployment", "seldondeployment/echo"]
            )
            let events = try await session.run("events --for sdep/echo")
            #expect((events.status == 0) == session.kubectl.has("events"), "\(events.errors)")
            if events.status == 0 {
                #expect(events.output.contains("SeldonDeployment/echo"))
            } else {
                #expect(events.errors.contains("unknown command"))
            }
        }

        private func showsLogs(_ session: KubectlSession) async throws {
            let pod = try await session.output(
                "get pods -l version=main -o",
                "jsonpath={.items[0].metadata.name}"
            )
            let all = try await session.output("logs \(pod) -c echo")
            #expect(!all.isEmpty)
            let last = try await session.output("logs \(pod) -c echo --tail 1 --timestamps")
            #expect(last.split(separator: "\n").count == 1)
            #expect(last.contains("T") && last.hasPrefix("20"))
            #expect(try await session.output("logs \(pod) -c echo --since 10h") == all)
            try await session.refuses("logs \(pod) -c nope", with: ["container nope is not valid"])
            try await session.refuses(
                "logs \(pod) -c echo -p",
                with: ["previous terminated container"]
            )

            let following = try session.start("logs \(pod) -c echo -f --tail 1")
            let first = all.split(separator: "\n").last.map(String.init) ?? ""
            #expect(await following.says(first))
            let text = try await session.output(
                "get pod \(pod) -o",
                "jsonpath={.status.containerStatuses[?(@.name=='echo')].containerID}"
            )
            let pid = try #require(Int32(text.split(separator: "/").last ?? ""))
            kill(pid, SIGKILL)
            #expect(await following.ends())
            let previous: String? = try await eventually {
                let outcome = try await session.run("logs \(pod) -c echo -p")
                return outcome.status == 0 ? outcome.output : nil
            }
            #expect(previous == all)
        }

        private func showsUse(_ session: KubectlSession) async throws {
            let isMeasured: Bool? = try await eventually(within: .seconds(40)) {
                try await session.run("top pods").status == 0 ? true : nil
            }
            #expect(isMeasured == true)
            try await session.expect(
                "top pods --containers",
                prints: ["CPU(cores)", "MEMORY(bytes)", "seldon-container-engine", "Mi"]
            )
            try await session.expect("top nodes", prints: ["radiant", "%"])
        }
    }
}
