import Documents
public import Kubernetes
import KubernetesClient
import Seldon

extension ClusterOperations {
    /// All that is known of a deployment, in lines: what is declared, what the operator made of it,
    /// its pods with the last exit of each container, and its events.
    ///
    /// - Throws: `OperationsError.noSuchDeployment`.
    public func describe(_ key: ObjectKey) async throws -> [String] {
        let resource = try await deployment(key)
        let workloads = try await workloads(of: resource)
        let pods = try await pods(of: resource)
        let events = try await client.list(Event.self, ListQuery(namespace: key.namespace))
        let routes = try? await client.find(.virtualService, key)
        var text = Description()
        text.addHead(of: resource, now: now)
        for predictor in resource.predictors { text.add(predictor, of: resource) }
        text.add(workloads: workloads)
        if let routes { text.add(routes: routes) }
        text.add("Pods", "")
        for pod in pods { text.add(pod, now: now, level: 1) }
        if pods.isEmpty { text.add(line: "none", level: 1) }
        let own = Self.events(events, about: resource, workloads, pods)
        text.add(events: own, now: now)
        return text.lines
    }

    /// All that is known of a pod, in lines.
    ///
    /// - Throws: `ClientError` when there is none.
    public func describe(pod key: ObjectKey) async throws -> [String] {
        let pod = try await client.get(Pod.self, key)
        let events = try await client.list(Event.self, ListQuery(namespace: key.namespace))
        var text = Description()
        text.add("Name", pod.name)
        text.add("Namespace", key.namespace)
        text.add("Labels", pod.metadata.labels)
        text.add("Annotations", pod.metadata.annotations)
        text.add(pod, now: now, level: 0)
        let own = events.filter { $0.involvedObject["name"]?.string == pod.name }
            .map(EventLine.init)
            .sorted { ($0.at?.secondsSince1970 ?? 0) > ($1.at?.secondsSince1970 ?? 0) }
        text.add(events: own, now: now)
        return text.lines
    }
}

extension APIClient {
    /// An object of a kind, or `nil` where there is none, or no such kind.
    fileprivate func find(_ kind: ResourceKind, _ key: ObjectKey) async throws -> JSON? {
        do {
            return try await get(kind, key)
        } catch let error as ClientError where error.isNotFound {
            return nil
        }
    }
}

extension Description {
    fileprivate mutating func addHead(of resource: SeldonDeployment, now: Moment) {
        add("Name", resource.name)
        add("Namespace", resource.effectiveNamespace)
        add("UID", resource.metadata.uid)
        add("Created", FigureWords.age(resource.metadata.creationTimestamp.map(Moment.init), now))
        add("Generation", "\(resource.metadata.generation)")
        add("Labels", resource.metadata.labels)
        let hidden = "kubectl.kubernetes.io/last-applied-configuration"
        add("Annotations", resource.metadata.annotations.filter { $0.key != hidden })
        add("Protocol", "\(resource.payloadProtocol) over \(resource.transport)")
        add("State", resource.state?.rawValue ?? "not yet seen by the operator")
        if !resource.stateDescription.isEmpty { add("Description", resource.stateDescription) }
        guard !resource.conditions.isEmpty else { return }
        var table = TextTable(["TYPE", "STATUS", "REASON", "MESSAGE"])
        for condition in resource.conditions {
            table.add([
                condition.type, condition.status, condition.reason,
                condition.message.shortened(to: 200),
            ])
        }
        add("Conditions", table: table.text)
    }

    fileprivate mutating func add(_ predictor: PredictorSpec, of resource: SeldonDeployment) {
        let share = predictor.isShadow ? "shadow" : "\(predictor.traffic) % declared"
        add("Predictor \(predictor.name)", "")
        add("Traffic", share, level: 1)
        let replicas = predictor.replicas ?? resource.replicas ?? 1
        add("Replicas", "\(replicas) wanted", level: 1)
        add("Service", resource.names.service(of: predictor), level: 1)
        add("Labels", predictor.labels, level: 1)
        add("Annotations", predictor.annotations, level: 1)
        add("Graph", "", level: 1)
        add(predictor.graph, of: predictor, level: 2)
    }

    private mutating func add(_ unit: PredictiveUnit, of predictor: PredictorSpec, level: Int) {
        let kind = unit.type?.rawValue ?? json(unit, "implementation") ?? "MODEL"
        let container = predictor.container(named: unit.name)
        add(unit.name, kind, level: level)
        if let image = container?.image { add("Image", image, level: level + 1) }
        if let uri = unit.modelURI { add("Model", uri, level: level + 1) }
        if let name = json(unit, "implementation") {
            add("Implementation", name, level: level + 1)
        }
        for parameter in unit.parameters {
            let value = Masking.isSecret(parameter.name) ? Masking.mask : parameter.value
            add(parameter.name, "\(value) (\(parameter.type))", level: level + 1)
        }
        for entry in container?.json["env"]?.elements ?? [] {
            let name = entry["name"]?.string ?? ""
            let value =
                entry["value"]?.string ?? (entry["valueFrom"] == nil ? "" : "(from elsewhere)")
            add("$\(name)", Masking.isSecret(name) ? Masking.mask : value, level: level + 1)
        }
        for child in unit.children { add(child, of: predictor, level: level + 1) }
    }

    private func json(_ unit: PredictiveUnit, _ name: String) -> String? {
        unit.json[name]?.string
    }

    fileprivate mutating func add(workloads: [Deployment]) {
        var table = TextTable(
            ["NAME", "READY", "UPDATED", "AVAILABLE", "IMAGES"],
            rightAligned: [1, 2, 3]
        )
        for workload in workloads {
            let status = workload.json["status"]
            let wanted = workload.json["spec"]?["replicas"]?.int ?? 1
            let containers =
                workload.json["spec"]?["template"]?["spec"]?["containers"]?.elements ?? []
            table.add([
                workload.name, "\(status?["readyReplicas"]?.int ?? 0)/\(wanted)",
                "\(status?["updatedReplicas"]?.int ?? 0)",
                "\(status?["availableReplicas"]?.int ?? 0)",
                containers.compactMap { $0["image"]?.string }.joined(separator: ", "),
            ])
        }
        if workloads.isEmpty {
            add("Deployments", "none yet")
        } else {
            add("Deployments", table: table.text)
        }
    }

    fileprivate mutating func add(routes: JSON) {
        let destinations = (routes["spec"]?["http"]?.elements ?? []).flatMap { rule -> [String] in
            let mirror = rule["mirror"]?["host"]?.string.map { ["copies to \($0)"] } ?? []
            return (rule["route"]?.elements ?? []).map { route in
                let place = route["destination"]
                let subset = place?["subset"]?.string ?? place?["host"]?.string ?? "?"
                return "\(route["weight"]?.int ?? 100) % to \(subset)"
            } + mirror
        }
        add("Routed", destinations)
    }

    fileprivate mutating func add(events: [EventLine], now: Moment) {
        guard !events.isEmpty else {
            add("Events", "none are known; a cluster forgets them after an hour")
            return
        }
        add("Events", table: EventReport(events, now: now).text)
    }
}
