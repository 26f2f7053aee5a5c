public import Documents

/// A message of the Seldon protocol: a payload, what is known about it, and perhaps a status.
public struct SeldonMessage: Sendable, Hashable {
    /// What it carries; `nil` in an answer that only has a status.
    public var payload: Payload?
    /// What nodes said about it.
    public var meta: Meta
    /// How a call ended.
    public var status: Status?

    /// Makes a message.
    public init(_ payload: Payload?, meta: Meta = Meta(), status: Status? = nil) {
        self.payload = payload
        self.meta = meta
        self.status = status
    }

    /// Reads a message; members that we do not know are ignored.
    ///
    /// - Throws: `InferenceError.malformed` or `.malformedBase64`.
    public init(json: JSON) throws(InferenceError) {
        guard case .object(let members) = json else {
            throw .malformed(path: "the message", expected: "an object")
        }
        payload = try Payload(members: members)
        meta =
            try members["meta"].map { json throws(InferenceError) in try Meta(json: json) }
            ?? Meta()
        status = members["status"].map(Status.init(json:))
    }

    /// The message as a document: payload, `meta`, `status`.
    public var json: JSON {
        var members = JSONObject()
        if let (key, value) = payload?.member { members[key] = value }
        members["meta"] = meta.json
        if let status { members["status"] = status.json }
        return .object(members)
    }
}

extension SeldonMessage {
    /// The array that it carries.
    ///
    /// - Throws: `InferenceError.wrongPayload` or `.noPayload`.
    public func array() throws(InferenceError) -> NamedArray {
        guard case .array(let array) = payload else { throw mismatch("an array") }
        return array
    }

    /// The numbers that it carries, as rows; a flat list is one row.
    ///
    /// - Throws: `InferenceError`.
    public func rows() throws(InferenceError) -> [[Double]] { try array().rows() }

    /// The JSON that it carries.
    ///
    /// - Throws: `InferenceError.wrongPayload` or `.noPayload`.
    public func jsonData() throws(InferenceError) -> JSON {
        guard case .json(let json) = payload else { throw mismatch("jsonData") }
        return json
    }

    /// The text that it carries.
    ///
    /// - Throws: `InferenceError.wrongPayload` or `.noPayload`.
    public func text() throws(InferenceError) -> String {
        guard case .text(let text) = payload else { throw mismatch("strData") }
        return text
    }

    /// The bytes that it carries.
    ///
    /// - Throws: `InferenceError.wrongPayload` or `.noPayload`.
    public func bytes() throws(InferenceError) -> [UInt8] {
        guard case .bytes(let bytes) = payload else { throw mismatch("binData") }
        return bytes
    }

    /// The value under a name, of an array's column or of a JSON object.
    public subscript(name: String) -> JSON? {
        switch payload {
        case .array(let array): array[name]
        case .json(let json): json[name]
        default: nil
        }
    }

    private func mismatch(_ expected: String) -> InferenceError {
        guard let payload else { return .noPayload }
        return .wrongPayload(expected: expected, found: payload.kind)
    }
}
