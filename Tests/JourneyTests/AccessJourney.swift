import Documents
import Foundation
import HTTP
import Testing
import Transport

extension Journeys {
    /// Clusters as they are reached from a laptop: by certificates, by less than all rights, through
    /// proxies, by plugins.
    struct AccessJourney {
        @Test func `one cluster is reached by certificate, viewer, developer, plugin and proxies`()
            async throws
        {
            let cluster = try RunningCluster()
            try await cluster.start(["echo-canary.yaml"])
            let access = try Access(cluster)

            try await byCertificate(access)
            try await asViewer(access)
            try await asDeveloper(access)
            try await byPlugin(access)
            try await throughProxies(access)
            await cluster.stop()
        }

        private func byCertificate(_ access: Access) async throws {
            let config = try access.kubeconfig("certificate", user: try access.certificateUser())

            let fleet = try await access.radiant(config, "get", "-A")
            let tree = try await access.radiant(config, "tree", "echo")
            let traffic = try await access.radiant(
                config,
                "traffic",
                "echo",
                "main=70",
                "canary=30"
            )

            #expect(fleet.status == 0 && fleet.output.contains("echo"), "\(fleet.errors)")
            #expect(tree.status == 0 && tree.output.contains("main"), "\(tree.errors)")
            #expect(traffic.status == 0, "\(traffic.errors)")
        }

        private func asViewer(_ access: Access) async throws {
            let config = try access.kubeconfig("viewer", user: try access.tokenUser("viewer"))

            let fleet = try await access.radiant(config, "get", "-A")
            let traffic = try await access.radiant(
                config,
                "traffic",
                "echo",
                "main=60",
                "canary=40"
            )
            let doctor = try await access.radiant(config, "doctor")

            #expect(fleet.status == 0 && fleet.output.contains("echo"), "\(fleet.errors)")
            #expect(traffic.status == 1)
            #expect(traffic.errors.contains("patch"), "\(traffic.errors)")
            #expect(traffic.errors.contains("seldondeployments"), "\(traffic.errors)")
            #expect(doctor.status == 0, "\(doctor.output)")
            #expect(
                doctor.output.contains("note    may not patch seldondeployments"),
                "\(doctor.output)"
            )
            let terminal = try await access.dashboard(config)
            try await terminal.expect(terminal.screen(with: "echo", "viewer", "read-only"))
            try await terminal.close()
        }

        private func asDeveloper(_ access: Access) async throws {
            let config = try access.kubeconfig("developer", user: try access.tokenUser("developer"))

            let everywhere = try await access.radiant(config, "get", "-A")
            let own = try await access.radiant(config, "get")
            let traffic = try await access.radiant(
                config,
                "traffic",
                "echo",
                "main=80",
                "canary=20"
            )

            #expect(everywhere.status == 0 && everywhere.output.contains("echo"))
            #expect(everywhere.errors.contains("only namespace default"), "\(everywhere.errors)")
            #expect(own.status == 0 && own.output.contains("echo"), "\(own.errors)")
            #expect(traffic.status == 0, "\(traffic.errors)")
            let terminal = try await access.dashboard(config)
            try await terminal.expect(terminal.screen(with: "echo", "default", "developer"))
            try await terminal.close()
        }

        private func byPlugin(_ access: Access) async throws {
            let config = try access.kubeconfig("plugin", user: try access.pluginUser("viewer"))

            let fleet = try await access.radiant(config, "get", "-A")

            #expect(fleet.status == 0 && fleet.output.contains("echo"), "\(fleet.errors)")
        }

        private func throughProxies(_ access: Access) async throws {
            let proxy = try await TestProxy(in: access.cluster.folder)
            for scheme in ["http", "socks5"] {
                let config = try access.kubeconfig(
                    scheme,
                    user: try access.tokenUser("admin"),
                    cluster: [
                        "server": .string("https://api.behind.proxy:\(access.cluster.apiPort)"),
                        "tls-server-name": "localhost",
                        "proxy-url": .string("\(scheme)://127.0.0.1:\(proxy.port)"),
                    ]
                )

                let fleet = try await access.radiant(config, "get", "-A")

                #expect(fleet.status == 0 && fleet.output.contains("echo"), "\(fleet.errors)")
            }
            let port = access.cluster.apiPort
            #expect(proxy.connections.contains("connect \(port)"))
            #expect(proxy.connections.contains("socks5 \(port)"))
        }
    }
}

/// Kubeconfigs for one running cluster, made by hand.
struct Access {
    let cluster: RunningCluster
    private let authority: CertificateAuthority
    private let users: [JSON]

    init(_ cluster: RunningCluster) throws {
        self.cluster = cluster
        func bytes(_ name: String) throws -> [UInt8] {
            Array(try Data(contentsOf: URL(filePath: cluster.data + "/" + name)))
        }
        authority = CertificateAuthority(
            credential: Credential(certificate: try bytes("ca.crt"), key: try bytes("ca.key"))
        )
        let text = String(decoding: try bytes("users.yaml"), as: UTF8.self)
        users = (try YAML.json(parsing: text))["users"]?.elements ?? []
    }

    /// A user with a certificate that the cluster's authority signed, in files.
    func certificateUser() throws -> JSON {
        let credential = try authority.clientCredential(
            commonName: "on-call",
            organizations: ["system:masters"]
        )
        let folder = cluster.folder
        try Data(credential.certificate).write(to: folder.appending(path: "on-call.crt"))
        try Data(credential.key).write(to: folder.appending(path: "on-call.key"))
        return ["client-certificate": "on-call.crt", "client-key": "on-call.key"]
    }

    func tokenUser(_ name: String) throws -> JSON { ["token": .string(try token(name))] }

    /// A user whose token a program prints.
    func pluginUser(_ name: String) throws -> JSON {
        let answer: JSON = [
            "kind": "ExecCredential", "apiVersion": "client.authentication.k8s.io/v1",
            "status": ["token": .string(try token(name))],
        ]
        let program = cluster.folder.appending(path: "login")
        let script = "#!/bin/sh\ntest \"$1\" = get && cat <<'END'\n\(answer.text())\nEND\n"
        try script.write(to: program, atomically: true, encoding: .utf8)
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o700],
            ofItemAtPath: program.path
        )
        return [
            "exec": [
                "apiVersion": "client.authentication.k8s.io/v1", "command": "./login",
                "args": ["get"], "interactiveMode": "Never",
            ]
        ]
    }

    private func token(_ name: String) throws -> String {
        let user = users.first { $0["name"]?.string == name }
        return try #require(user?["token"]?.string)
    }

    /// Writes a kubeconfig with one context; returns its path.
    func kubeconfig(_ name: String, user: JSON, cluster entry: JSON? = nil) throws -> String {
        var entry = entry ?? ["server": .string("https://127.0.0.1:\(cluster.apiPort)")]
        entry["certificate-authority"] = "data/ca.crt"
        let config: JSON = [
            "apiVersion": "v1", "kind": "Config", "current-context": .string(name),
            "contexts": [
                [
                    "name": .string(name),
                    "context": ["cluster": "c", "user": .string(name), "namespace": "default"],
                ]
            ],
            "clusters": [["name": "c", "cluster": entry]],
            "users": [["name": .string(name), "user": user]],
        ]
        let path = cluster.folder.appending(path: "\(name).kubeconfig")
        try config.yaml.write(to: path, atomically: true, encoding: .utf8)
        return path.path
    }

    private func environment(_ kubeconfig: String) -> [String: String] {
        ["KUBECONFIG": kubeconfig, "HOME": cluster.folder.path]
    }

    func radiant(_ kubeconfig: String, _ arguments: String...) async throws -> Program.Outcome {
        try await Program.radiant.run(arguments, environment: environment(kubeconfig))
    }

    func dashboard(_ kubeconfig: String) async throws -> Tmux {
        let words = environment(kubeconfig).map { "\($0.key)='\($0.value)'" }
            .joined(separator: " ")
        return try await Tmux(
            columns: 140,
            rows: 40,
            command: "\(words) LC_ALL=C.UTF-8 '\(Program.radiant.path)' dashboard"
        )
    }
}
