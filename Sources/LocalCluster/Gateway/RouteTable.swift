import Documents
import HTTP
import Kubernetes

/// The HTTP routes of all VirtualServices.
struct RouteTable: Sendable {
    /// The routes, the longest prefix first.
    private(set) var routes: [GatewayRoute] = []

    /// Reads the routes of VirtualServices, and the subsets they name from DestinationRules.
    init(
        virtualServices: some Sequence<VirtualService> = [],
        destinationRules: some Sequence<DestinationRule> = []
    ) {
        var subsets: [ObjectKey: [String: [String: String]]] = [:]
        for rule in destinationRules {
            let host = RouteTable.service(rule.spec["host"]?.string ?? "", from: rule.namespace)
            for subset in rule.spec["subsets"]?.elements ?? [] {
                let labels = subset["labels"]?.strings ?? [:]
                subsets[host, default: [:]][subset["name"]?.string ?? ""] = labels
            }
        }
        for service in virtualServices.sorted(by: { $0.key < $1.key }) {
            for http in service.spec["http"]?.elements ?? [] {
                routes += RouteTable.routes(http, of: service, subsets)
            }
        }
        // Equal prefixes keep their order, so that the first rule counts.
        routes = routes.enumerated().sorted {
            ($1.element.prefix.utf8.count, $0.offset) < ($0.element.prefix.utf8.count, $1.offset)
        }.map(\.element)
    }

    /// The route of a path and the fields of a request; `nil` when there is none.
    func route(for path: Substring, _ fields: FieldLines = FieldLines()) -> GatewayRoute? {
        routes.first { $0.matches(path, fields) }
    }

    private static func routes(
        _ http: JSON,
        of service: VirtualService,
        _ subsets: [ObjectKey: [String: [String: String]]]
    ) -> [GatewayRoute] {
        func destination(_ json: JSON?, weight: Int) -> GatewayRoute.Destination? {
            guard let json, let host = json["host"]?.string else { return nil }
            let key = RouteTable.service(host, from: service.namespace)
            let subset = json["subset"]?.string ?? ""
            return GatewayRoute.Destination(
                service: key,
                port: json["port"]?["number"]?.int ?? 80,
                subset: subset,
                labels: subsets[key]?[subset] ?? [:],
                weight: weight
            )
        }
        let destinations = (http["route"]?.elements ?? []).compactMap {
            destination($0["destination"], weight: $0["weight"]?.int ?? 0)
        }
        let mirror = destination(http["mirror"], weight: 0).map {
            let percentage = http["mirrorPercentage"]?["value"]?.double
            return GatewayRoute.Mirror(destination: $0, percentage: percentage ?? 100)
        }
        let matches = http["match"]?.elements ?? [["uri": ["prefix": "/"]]]
        return matches.compactMap { match in
            guard match["method"] == nil else { return nil }
            let uri = match["uri"]
            var pattern: PathPattern?
            if let text = uri?["regex"]?.string {
                pattern = PathPattern(text)
                if pattern == nil { return nil }
            }
            guard
                let path = uri?["prefix"]?.string ?? uri?["exact"]?.string
                    ?? pattern.map({ _ in "" })
            else { return nil }
            var fields: [String: String] = [:]
            for (name, condition) in match["headers"]?.members ?? [:] {
                // Conditions of other kinds than Seldon's operator writes match nothing here.
                guard let value = condition["exact"]?.string else { return nil }
                fields[name.lowercased()] = value
            }
            return GatewayRoute(
                source: service.key,
                prefix: path,
                isExact: uri?["exact"] != nil && uri?["prefix"] == nil,
                pattern: pattern,
                fields: fields,
                rewrite: http["rewrite"]?["uri"]?.string,
                destinations: destinations,
                mirror: mirror,
                timeout: http["timeout"]?.string.flatMap(RouteTable.duration)
            )
        }
    }

    /// The Service that a host names: `x`, `x.NS`, `x.NS.svc` or `x.NS.svc.cluster.local`.
    private static func service(_ host: String, from namespace: String) -> ObjectKey {
        let labels = host.split(separator: ".")
        return ObjectKey(
            namespace: labels.count > 1 ? String(labels[1]) : namespace,
            name: labels.first.map(String.init) ?? host
        )
    }

    /// A duration as Istio writes it: `1.5s`, `200ms`, `1m`, `1h`.
    private static func duration(_ text: String) -> Duration? {
        let units: [(String, Double)] = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600)]
        for (unit, seconds) in units where text.hasSuffix(unit) {
            guard let value = Double(text.dropLast(unit.count)), value > 0 else { continue }
            return .seconds(value * seconds)
        }
        return nil
    }
}
