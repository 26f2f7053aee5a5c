public import Documents
import Failures
import FoundationEssentials
import Inference

/// What a test request carries.
public struct PredictionInput: Sendable, Equatable {
    /// What it is, in a few words, such as a path.
    public var subject: String
    /// The body of the request.
    public var body: JSON
    /// The image that it is about, in Base64; `nil` when somebody wrote the body.
    private var image: String?

    /// The article's request for one image: its name and the file's bytes in base64.
    ///
    /// With `allText` the reader is asked for the text of all fields, by the tag `read`.
    public init(
        image bytes: [UInt8],
        named name: String,
        subject: String? = nil,
        allText: Bool = false
    ) {
        self.subject = subject ?? name
        let base64 = Data(bytes).base64EncodedString()
        image = base64
        body = [
            "data": [
                "names": ["image_id", "image"],
                "ndarray": [.string(name), .string(base64)],
            ]
        ]
        if allText { body["meta"] = ["tags": ["read": "all"]] }
    }

    /// A request that somebody wrote.
    ///
    /// - Throws: `OperationsError.badValue` when it is no JSON.
    public init(json text: String, subject: String = "JSON") throws(OperationsError) {
        self.subject = subject
        do throws(DocumentError) {
            body = try JSON(parsing: text)
        } catch {
            throw .badValue(
                text.shortened(to: 60),
                expected: "a JSON document (\(error.failure.message))"
            )
        }
    }

    /// The request as a payload protocol has it: under `v2` an image is a tensor of one element of
    /// type `BYTES`, in Base64, as MLServer reads it.
    func document(for payloads: PayloadProtocol) -> JSON {
        guard payloads == .v2, let image else { return body }
        return [
            "inputs": [
                [
                    "name": "image", "datatype": "BYTES", "shape": [1],
                    "parameters": ["content_type": "base64"], "data": [.string(image)],
                ]
            ]
        ]
    }

    /// The request as one message of protobuf.
    ///
    /// - Throws: `OperationsError.badValue` when the body has no such form.
    func message(for payloads: PayloadProtocol) throws(OperationsError) -> [UInt8] {
        do throws(InferenceError) {
            switch payloads {
            case .v2: return try V2Protobuf.request(ofREST: document(for: .v2))
            default: return try SeldonMessage(json: body).protobuf()
            }
        } catch {
            throw .badValue(
                body.text().shortened(to: 60),
                expected: "a message that gRPC can carry (\(error.failure.message))"
            )
        }
    }
}
