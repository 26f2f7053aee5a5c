import Documents
import Failures
import HTTP
import HTTPTypes
import Inference

/// The forms in which a message may come to a component, tried in the order of Seldon's wrapper.
///
/// A multipart form whose fields are those of a message; a form field `json`; a parameter `json`
/// of the query; a JSON body, which needs its content type.
enum MessageForm {
    static func document(of request: Request, body: [UInt8]) throws(ServingError) -> JSON {
        let contentType = request.fields[.contentType] ?? ""
        let type = FieldParameters(contentType).value
        if type == "multipart/form-data" {
            return try document(of: MultipartForm(body, contentType: contentType))
        }
        if type == "application/x-www-form-urlencoded",
            let text = Query(parsing: String(decoding: body, as: UTF8.self))["json"]
        {
            return try parse(Array(text.utf8))
        }
        if let text = request.query["json"] { return try parse(Array(text.utf8)) }
        let isJSON =
            type == "application/json"
            || (type.hasPrefix("application/") && type.hasSuffix("+json"))
        guard isJSON else {
            throw .noJSON(
                type.isEmpty ? "the request has no content type" : "the content type is \(type)"
            )
        }
        return try parse(body)
    }

    private static func document(of form: MultipartForm) throws(ServingError) -> JSON {
        var members = JSONObject()
        for part in form.parts {
            let text = String(decoding: part.bytes, as: UTF8.self)
            if part.fileName != nil {
                let isBinary = part.name == "binData"
                members[part.name] = .string(isBinary ? Base64.text(of: Array(part.bytes)) : text)
            } else if part.name == "strData" {
                members[part.name] = .string(text)
            } else {
                do throws(DocumentError) {
                    members[part.name] = try JSON(parsing: Array(part.bytes))
                } catch {
                    throw .malformedForm("the field \(part.name) is not JSON: \(error.failure)")
                }
            }
        }
        return .object(members)
    }

    private static func parse(_ bytes: [UInt8]) throws(ServingError) -> JSON {
        guard !bytes.isEmpty else { throw .noJSON("the body is empty") }
        let document: JSON
        do throws(DocumentError) { document = try JSON(parsing: bytes) } catch {
            throw .noJSON(error.failure.message)
        }
        if document.isNull { throw .noJSON("it is null") }
        return document
    }
}
