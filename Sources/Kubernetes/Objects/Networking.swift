public import Documents

/// A name and an address for the pods that a selector finds.
public struct Service: KubernetesObject {
    /// `services` of the core group.
    public static let resource = ResourceKind.service
    /// The whole object.
    public var json: JSON

    /// Makes a view on an object.
    public init(json: JSON) { self.json = json }

    /// What selects its pods; empty when nothing does.
    public var selector: [String: String] { spec["selector"]?.strings ?? [:] }

    /// Its address; `nil` until it has one, `None` when it wants none.
    public var clusterIP: String? { spec["clusterIP"]?.string }

    /// Its ports.
    public var ports: [ServicePort] { (spec["ports"]?.elements ?? []).map(ServicePort.init) }
}

/// A port of a Service.
public struct ServicePort: Sendable, Hashable {
    /// The port as it stands in the Service.
    public var json: JSON

    /// Makes a view on a port.
    public init(json: JSON) { self.json = json }

    /// Its name; empty when it has none.
    public var name: String { json["name"]?.string ?? "" }

    /// The number under which clients reach it.
    public var port: Int { json["port"]?.int ?? 0 }

    /// The number at the pods; `nil` when it is given by name.
    public var targetPort: Int? { json["targetPort"] == nil ? port : json["targetPort"]?.int }
}

/// The addresses behind a Service.
public struct Endpoints: KubernetesObject {
    /// `endpoints` of the core group.
    public static let resource = ResourceKind.endpoints
    /// The whole object.
    public var json: JSON

    /// Makes a view on an object.
    public init(json: JSON) { self.json = json }
}

/// A part of the addresses behind a Service.
public struct EndpointSlice: KubernetesObject {
    /// `endpointslices.discovery.k8s.io`.
    public static let resource = ResourceKind.endpointSlice
    /// The whole object.
    public var json: JSON

    /// Makes a view on an object.
    public init(json: JSON) { self.json = json }
}

/// Istio's rules on where the requests of a host go.
public struct VirtualService: KubernetesObject {
    /// `virtualservices.networking.istio.io`.
    public static let resource = ResourceKind.virtualService
    /// The whole object.
    public var json: JSON

    /// Makes a view on an object.
    public init(json: JSON) { self.json = json }
}

/// Istio's rules on how a host's instances are divided and reached.
public struct DestinationRule: KubernetesObject {
    /// `destinationrules.networking.istio.io`.
    public static let resource = ResourceKind.destinationRule
    /// The whole object.
    public var json: JSON

    /// Makes a view on an object.
    public init(json: JSON) { self.json = json }
}
