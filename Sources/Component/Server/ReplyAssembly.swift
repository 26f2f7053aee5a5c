import Documents
import Inference

/// Makes the message that answers a call of what the component returned.
///
/// The rules are those of Seldon's wrapper: an array comes back in the form it came in; `puid` and
/// metrics of the request come back, tags are merged and the component's win, routing does not.
struct ReplyAssembly {
    let identity: ComponentIdentity
    let tellsMetrics: Bool

    func message(
        _ reply: Reply,
        component: any GraphComponent,
        metrics: [Metric],
        requests: [SeldonMessage],
        keepsTags: Bool = true
    ) -> SeldonMessage {
        var meta = Meta(puid: requests.first?.meta.puid ?? "")
        for request in requests {
            if keepsTags {
                for (name, value) in request.meta.tags { meta.tags[name] = value }
            }
            for (node, image) in request.meta.requestPath { meta.requestPath[node] = image }
            meta.metrics += request.meta.metrics
        }
        for (name, value) in component.tags { meta.tags[name] = value }
        for (name, value) in reply.tags { meta.tags[name] = value }
        if !identity.unit.isEmpty, !identity.image.isEmpty {
            meta.requestPath[identity.unit] = .string(identity.image)
        }
        if tellsMetrics { meta.metrics += metrics } else { meta.metrics = [] }
        let payload = payload(reply, component: component, asked: requests.first?.payload)
        return SeldonMessage(payload, meta: meta)
    }

    private func payload(
        _ reply: Reply,
        component: any GraphComponent,
        asked: Payload?
    ) -> Payload {
        switch reply.content {
        case .payload(let payload): return payload
        case .nested(let elements):
            let names = reply.names ?? Self.names(elements, component.classNames)
            if !Self.wantsList(asked), let tensor = Tensor(nested: .array(elements)) {
                return .array(NamedArray(names: names, .tensor(tensor)))
            }
            return .array(NamedArray(names: names, .ndarray(elements)))
        }
    }

    /// Whether the request's array was an ndarray; without one a tensor is tried first.
    private static func wantsList(_ asked: Payload?) -> Bool {
        guard case .array(let array) = asked, case .ndarray = array.form else { return false }
        return true
    }

    /// The component's names for an array of two dimensions or more, `t:0` … where it has none.
    private static func names(_ elements: [JSON], _ classNames: [String]) -> [String] {
        guard case .array(let row) = elements.first else { return [] }
        if !classNames.isEmpty { return classNames }
        return row.indices.map { "t:\($0)" }
    }
}
