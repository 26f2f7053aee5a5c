import Documents
import Kubernetes

/// What it takes to start a container of a pod as a process.
struct ContainerLaunch: Sendable {
    /// The program with all that it is given.
    var call: ProgramCall
    /// For programs that are not ours: the ports they were given, by those of the manifest.
    var ports: [Int: Int]
    /// What of the manifest is not done, each as a sentence.
    var remarks: [String]
    /// Names of Services that are not there.
    var unknownServices: Set<String>

    /// Prepares a container.
    ///
    /// - Parameters:
    ///   - container: The container.
    ///   - pod: Its pod.
    ///   - program: What stands for its image.
    ///   - address: The pod's address.
    ///   - ports: The ports that a foreign program is given, by those of the manifest.
    ///   - services: The addresses of Services.
    ///   - settings: What all pods have in common.
    init(
        _ container: Container,
        of pod: Pod,
        as program: ImageCatalogue.Program,
        at address: String,
        ports: [Int: Int],
        services: ServiceNames,
        _ settings: PodSettings
    ) {
        self.ports = ports
        let model = ModelFolder(of: container, in: pod)
        let environment = ContainerEnvironment(
            ContainerEnvironment.Source(
                pod: pod,
                container: container,
                address: address,
                podinfo: ContainerLaunch.podinfo(of: pod, in: settings.directory),
                mark: ClusterMark(of: settings.directory),
                path: settings.path,
                services: services,
                ports: ports,
                mounts: model?.mounts ?? [:]
            )
        )
        var words = program.words.map { model?.mounts[$0] ?? $0 }
        unknownServices = environment.unknownServices
        remarks = []
        if program.ignoresArguments {
            if container.json["command"] != nil || !container.args.isEmpty {
                remarks.append("command and args of the manifest are not used here")
            }
        } else {
            for argument in container.args {
                let resolution = services.resolve(argument)
                unknownServices.formUnion(resolution.unknown)
                words.append(resolution.text)
            }
            if container.json["command"] != nil {
                remarks.append("the command of the manifest is not used here")
            }
        }
        if !environment.refused.isEmpty {
            let names = environment.refused.joined(separator: ", ")
            remarks.append("these variables of the manifest are not passed on: \(names)")
        }
        if !environment.missing.isEmpty {
            let names = environment.missing.joined(separator: ", ")
            remarks.append("the values of these variables cannot be found here: \(names)")
        }
        if let problem = model?.problem { remarks.append(problem) }
        if (pod.spec["initContainers"]?.elements ?? []).contains(where: { !ModelFolder.brings($0) })
        {
            remarks.append("init containers are not run here")
        }
        let hasHostPath = (pod.spec["volumes"]?.elements ?? []).contains { $0["hostPath"] != nil }
        if hasHostPath { remarks.append("hostPath volumes are not mounted here") }
        call = ProgramCall(words: words, environment: environment.values)
    }

    /// The ports of a container's manifest, those that it declares and those it is told by name.
    static func ports(of container: Container) -> Set<Int> {
        var ports = Set(
            (container.json["ports"]?.elements ?? []).compactMap { $0["containerPort"]?.int }
        )
        for (name, value) in container.environment where name.hasSuffix("_PORT") {
            if let port = Int(value), (1...65_535).contains(port) { ports.insert(port) }
        }
        return ports
    }

    /// The path of the file with a pod's annotations.
    static func podinfo(of pod: Pod, in directory: DataDirectory) -> String {
        "\(directory.pods)/\(pod.metadata.uid)/annotations"
    }
}
