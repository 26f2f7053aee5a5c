import Dashboard
import Failures
import Glibc
import Kubernetes
import Operations

extension LiveCommandRunner {
    /// Has a deployment edited, checks what became of it, and asks whether it is to be written.
    func edit(
        _ id: DeploymentID,
        _ report: @Sendable (Report) async -> Void
    ) async throws {
        let before = try await operations.editableYAML(of: id.key)
        let file = try PrivateFile(named: "\(id.name).yaml", text: before)
        let words = "\(means.editor) \"$1\""
        let status = try await ForegroundProgram.run(
            "/bin/sh",
            ["-c", words, "sh", file.path]
        )
        guard status == 0 else {
            file.remove()
            throw Failure(
                "\(means.editor) ended with status \(status); nothing was changed",
                hint: "set $EDITOR to the editor that you want"
            )
        }
        let after = try InputFile.text(at: file.path)
        // The text is kept where somebody may want it back.
        let proposal = try await operations.proposeEdit(
            of: id.key,
            before: before,
            after: after,
            path: file.path
        )
        file.remove()
        if let proposal {
            await report(.edited(proposal))
        } else {
            await report(.notice(Notice(.remark, "nothing was edited, so nothing is written")))
        }
    }

    /// Opens a shell in a container by kubectl, where the cluster offers it.
    func openShell(_ id: DeploymentID, _ pod: String, _ container: String) async throws {
        guard try await operations.offersPodPart("exec") else {
            throw OperationsError.notOffered(
                what: "shell in a container",
                instead: "in the embedded cluster a container is a process of this machine: "
                    + "look at it with ps and lsof"
            )
        }
        let kubectl = try Self.kubectl()
        let status = try await ForegroundProgram.run(
            kubectl,
            means.kubectlOptions + [
                "exec", "-it", "-n", id.namespace, pod, "-c", container, "--", "sh", "-c",
                "command -v bash >/dev/null && exec bash || exec sh",
            ]
        )
        guard status == 0 || status == 130 else {
            throw Failure("the shell in \(pod) ended with status \(status)")
        }
    }

    /// Leads a port of this machine to a pod until it is cancelled.
    func forward(
        _ id: DeploymentID,
        _ pod: String,
        _ report: @Sendable (Report) async -> Void
    ) async throws {
        let key = ObjectKey(namespace: id.namespace, name: pod)
        let (address, ports) = try await operations.address(ofPod: key)
        guard try await operations.offersPodPart("portforward") else {
            let places = ports.map { "\(address ?? "?"):\($0)" }.joined(separator: ", ")
            throw OperationsError.notOffered(
                what: "port-forward",
                instead: places.isEmpty
                    ? "the pod names no port" : "in the embedded cluster the pod is at \(places)"
            )
        }
        guard let port = ports.first else { throw Failure("\(pod) names no port") }
        let kubectl = try Self.kubectl()
        await report(.notice(Notice(.remark, "leading 127.0.0.1:\(port) to \(pod)")))
        let options = means.kubectlOptions
        let said = try await BackgroundProgram.run(
            kubectl,
            options + ["port-forward", "-n", id.namespace, "pod/\(pod)", "\(port):\(port)"]
        )
        try Task.checkCancellation()
        throw Failure("the port that led to \(pod) is closed", hint: said)
    }

    private static func kubectl() throws -> String {
        for folder in (Environment.variables["PATH"] ?? "").split(separator: ":") {
            let path = "\(folder)/kubectl"
            if access(path, X_OK) == 0 { return path }
        }
        throw Failure(
            "kubectl is needed for this, and it is not in PATH",
            hint: "install it: https://kubernetes.io/docs/tasks/tools"
        )
    }
}
