public import Documents
import Failures
import FoundationEssentials

/// What a test request carries.
public struct PredictionInput: Sendable, Equatable {
    /// What it is, in a few words, such as a path.
    public var subject: String
    /// The body of the request.
    public var body: JSON

    /// The article's request for one image: its name and the file's bytes in base64.
    public init(image bytes: [UInt8], named name: String, subject: String? = nil) {
        self.subject = subject ?? name
        let base64 = Data(bytes).base64EncodedString()
        body = [
            "data": [
                "names": ["image_id", "image"],
                "ndarray": [.string(name), .string(base64)],
            ]
        ]
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
}
