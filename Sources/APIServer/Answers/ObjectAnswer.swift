import Documents
import HTTP
import HTTPTypes
import Kubernetes

/// Objects in the version and form that the client asked for.
struct ObjectAnswer: Sendable {
    private let call: Call
    private let form: OutputForm

    init(_ call: Call, _ form: OutputForm) {
        self.call = call
        self.form = form
    }

    /// One object.
    func one(_ object: JSON, status: Int = 200, warnings: [String] = []) -> Response {
        Answer.document(
            json(object, columns: true),
            status: status,
            form: form,
            warnings: warnings
        )
    }

    /// One object as a write left it.
    func one(_ body: WrittenBody, status: Int = 200, warnings: [String] = []) -> Response {
        guard case .stored(let object) = body, isPlain, !form.isPretty else {
            return one(body.json, status: status, warnings: warnings)
        }
        var output: [UInt8] = []
        output.reserveCapacity(object.bytes.count + 64)
        append(object, to: &output)
        output.append(UInt8(ascii: "\n"))
        return Answer.json(output, status: status, warnings: warnings)
    }

    /// The document of one object; a table of one row where tables are wanted.
    func json(_ object: JSON, columns: Bool) -> JSON {
        // A Status, as a deletion answers it, is no object.
        guard object["kind"]?.string != "Status" else { return object }
        switch form.content {
        case .whole: return converted(object)
        case .metadataOnly: return metadataOnly(object)
        case .table(let version, let include):
            let resourceVersion = object["metadata"]?["resourceVersion"] ?? ""
            return Table(call: call, version: version, include: include).json(
                [object],
                metadata: ["resourceVersion": resourceVersion],
                columns: columns
            )
        }
    }

    /// A list of objects.
    func list(
        _ objects: [StoredObject],
        version: Int,
        continuation: String,
        remaining: Int?
    ) -> Response {
        var metadata: JSON = ["resourceVersion": .string(String(version))]
        if call.kind.isCustom || !continuation.isEmpty {
            metadata["continue"] = .string(continuation)
        }
        if let remaining { metadata["remainingItemCount"] = .int(remaining) }
        switch form.content {
        case .whole where !form.isYAML && !form.isPretty:
            return bytes(objects, metadata: metadata)
        case .whole:
            return Answer.document(
                frame(call.kind.listKind, metadata, objects.map { converted($0.json) }),
                form: form
            )
        case .metadataOnly:
            let items = objects.map { metadataOnly($0.json) }
            var list = frame("PartialObjectMetadataList", metadata, items)
            list["apiVersion"] = "meta.k8s.io/v1"
            return Answer.document(list, form: form)
        case .table(let tableVersion, let include):
            let table = Table(call: call, version: tableVersion, include: include)
            return Answer.document(
                table.json(objects.map(\.json), metadata: metadata, columns: true),
                form: form
            )
        }
    }

    private func frame(_ kind: String, _ metadata: JSON, _ items: [JSON]) -> JSON {
        [
            "kind": .string(kind), "apiVersion": .string(call.resource.apiVersion),
            "metadata": metadata, "items": .array(items),
        ]
    }

    /// A list put together from the texts that are stored, without parsing them.
    private func bytes(_ objects: [StoredObject], metadata: JSON) -> Response {
        var output: [UInt8] = []
        output.reserveCapacity(objects.reduce(256) { $0 + $1.bytes.count + 1 })
        var head = frame(call.kind.listKind, metadata, [])
        head["items"] = nil
        output += head.bytes().dropLast()
        output += ",\"items\":[".utf8
        for (index, object) in objects.enumerated() {
            if index > 0 { output.append(UInt8(ascii: ",")) }
            append(object, to: &output)
        }
        output += "]}\n".utf8
        return Response(.ok, type: "application/json", body: .bytes(output))
    }

    /// Writes one object, with the version that was asked for in place of the one that is stored.
    func append(_ object: StoredObject, to output: inout [UInt8]) {
        let stored = "{\"apiVersion\":\"\(call.kind.storage.apiVersion)\"".utf8
        if !call.sendsAsStored {
            output += call.converted(object.json).bytes()
        } else if call.resource.apiVersion != call.kind.storage.apiVersion,
            object.bytes.starts(with: stored)
        {
            output += "{\"apiVersion\":\"\(call.resource.apiVersion)\"".utf8
            output += object.bytes.dropFirst(stored.count)
        } else {
            output += object.bytes
        }
    }

    /// Whether objects are sent as they are stored, but for the version.
    var isPlain: Bool { if case .whole = form.content { !form.isYAML } else { false } }

    private func converted(_ object: JSON) -> JSON { call.converted(object) }

    private func metadataOnly(_ object: JSON) -> JSON {
        Table.partial(object)
    }
}
