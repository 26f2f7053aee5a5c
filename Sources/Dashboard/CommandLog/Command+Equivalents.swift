import Operations
import Terminal

extension Command {
    /// The same as commands of a shell: `radiant`, and `kubectl` or `curl` where they can do it; none for
    /// what concerns the screen alone.
    ///
    /// No secret is in them: what opens the cluster is the kubeconfig, by its path.
    func equivalents(in state: DashboardState) -> [String] {
        let shell = ShellWords(kubectl: state.settings.kubectlOptions)
        switch self {
        case .setTraffic(let id, let weights):
            let words = weights.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
            return [
                shell.radiant(["traffic", id.name] + words, in: id),
                shell.kubectl(
                    ["patch", "sdep", id.name, "--type=json", "-p", patch(id, weights, state)],
                    in: id
                ),
            ]
        case .predict(let request): return shell.requests("predict", request)
        case .step(let request): return [shell.requests("step", request)[0]]
        case .feedback(let request, _, let reward):
            let id = request.deployment
            return [shell.radiant(["feedback", id.name, "--reward", "\(reward)"], in: id)]
        case .follow(let subscription): return shell.commands(for: subscription)
        case .edit(let id): return [shell.kubectl(["edit", "sdep", id.name], in: id)]
        case .deletePod(let id, let pod):
            return [shell.kubectl(["delete", "pod", pod], in: id)]
        case .shell(let id, let pod, let container):
            return [shell.kubectl(["exec", "-it", pod, "-c", container, "--", "sh"], in: id)]
        default: return []
        }
    }

    /// The patch of weights, by the places of the predictors.
    private func patch(
        _ id: DeploymentID,
        _ weights: [String: Int],
        _ state: DashboardState
    ) -> String {
        let predictors = state.deployment(id)?.predictors ?? []
        let operations = predictors.enumerated().compactMap { place, predictor in
            weights[predictor.name].map { weight in
                #"{"op":"replace","path":"/spec/predictors/\#(place)/traffic","value":\#(weight)}"#
            }
        }
        return "[" + operations.joined(separator: ",") + "]"
    }
}

/// Commands as one would type them.
private struct ShellWords {
    /// What makes kubectl speak to the same cluster.
    let kubectl: [String]

    func kubectl(_ words: [String], in id: DeploymentID) -> String {
        line(["kubectl"] + kubectl + ["-n", id.namespace] + words)
    }

    func radiant(_ words: [String], in id: DeploymentID) -> String {
        line(["radiant"] + words + kubectl + ["-n", id.namespace])
    }

    private func line(_ words: [String]) -> String {
        words.map(\.quotedForShell).joined(separator: " ")
    }

    func requests(_ verb: String, _ request: TestRequest) -> [String] {
        let id = request.deployment
        let to =
            request.predictors.count > 1
            ? ["--compare", request.predictors.joined(separator: ",")]
            : request.predictors.first.map { ["--predictor", $0] } ?? []
        let url = "\"$GATEWAY/seldon/\(id.namespace)/\(id.name)/api/v1.0/predictions\""
        let curl = "curl \(url) -H 'Content-Type: application/json' -d "
        switch request.subject {
        case .bundledCheck:
            return [radiant([verb, id.name] + to, in: id)]
        case .file(let path):
            let body = "\"{\\\"binData\\\":\\\"$(base64 -w0 \(path.quotedForShell))\\\"}\""
            return [radiant([verb, id.name, "--image", path] + to, in: id), curl + body]
        case .json(let text):
            return [
                radiant([verb, id.name, "--data", text] + to, in: id), curl + text.quotedForShell,
            ]
        }
    }

    func commands(for subscription: Subscription) -> [String] {
        switch subscription {
        case .logs(let target):
            let id = target.deployment
            let name = target.node.map { "\(id.name)/\($0.node)" } ?? id.name
            let which = target.pod.map { [$0] } ?? ["-l", "seldon-deployment-id=\(id.name)"]
            let container = target.node.map { ["-c", $0.node] } ?? ["--all-containers"]
            let flags = target.isPrevious ? ["-p"] : ["-f", "--tail=200"]
            return [
                radiant(["logs", name] + (target.isPrevious ? ["-p"] : ["-f"]), in: id),
                kubectl(["logs"] + which + container + flags, in: id),
            ]
        case .events(let id):
            let field = "involvedObject.name=\(id.name)"
            return [
                radiant(["events", id.name], in: id),
                kubectl(["get", "events", "--field-selector", field], in: id),
            ]
        case .forward(let id, let pod):
            return [kubectl(["port-forward", pod, ":9000"], in: id)]
        case .document(let target):
            let id = target.deployment
            return [kubectl(["get", "sdep", id.name, "-o", "yaml"], in: id)]
        }
    }
}

extension String {
    /// The text as one word of a shell.
    fileprivate var quotedForShell: String {
        let plain = unicodeScalars.allSatisfy { scalar in
            scalar.isASCII
                && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                    || "-_./=:,@%+".unicodeScalars.contains(scalar))
        }
        if plain, !isEmpty { return self }
        return "'" + replacing("'", with: "'\\''") + "'"
    }
}
