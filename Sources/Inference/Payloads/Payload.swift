public import Documents

/// What a message carries.
public enum Payload: Sendable, Hashable {
    /// `data`: an array with names.
    case array(NamedArray)
    /// `jsonData`: any JSON.
    case json(JSON)
    /// `strData`: a text.
    case text(String)
    /// `binData`: bytes, in JSON as Base64.
    case bytes([UInt8])
    /// `customData`: a message of a type that only its author knows, over gRPC alone.
    case custom(typeURL: String, bytes: [UInt8])

    /// Reads the payload of a message; of several `data` wins, then JSON, text and bytes.
    ///
    /// JSON does not enforce that there is only one, and this is the order of Seldon's wrapper.
    init?(members: JSONObject) throws(InferenceError) {
        if let data = members["data"] {
            self = .array(try NamedArray(json: data))
        } else if let json = members["jsonData"] {
            self = .json(json)
        } else if let text = members["strData"] {
            guard case .string(let text) = text else {
                throw .malformed(path: "strData", expected: "a text")
            }
            self = .text(text)
        } else if let text = members["binData"] {
            guard case .string(let text) = text else {
                throw .malformed(path: "binData", expected: "a text in Base64")
            }
            guard let bytes = Base64.bytes(of: text) else {
                throw .malformedBase64(path: "binData")
            }
            self = .bytes(bytes)
        } else {
            return nil
        }
    }

    /// The member of a message that holds it.
    var member: (key: String, value: JSON) {
        switch self {
        case .array(let array): ("data", array.json)
        case .json(let json): ("jsonData", json)
        case .text(let text): ("strData", .string(text))
        case .bytes(let bytes): ("binData", .string(Base64.text(of: bytes)))
        case .custom(let typeURL, let bytes):
            // What JSON's mapping writes needs the type; these two members keep all there is.
            ("customData", ["@type": .string(typeURL), "value": .string(Base64.text(of: bytes))])
        }
    }

    /// What it is, in a word or two.
    public var kind: String {
        switch self {
        case .array(let array):
            switch array.form {
            case .ndarray: "an ndarray"
            case .tensor: "a tensor"
            case .tftensor: "a tftensor"
            }
        case .json: "jsonData"
        case .text: "strData"
        case .bytes: "binData"
        case .custom: "customData"
        }
    }
}
