import Component
import Documents
import Foundation
import HTTP
import HTTPTypes
import Inference

/// One recorded request and its answer.
struct RecordedExchange {
    var name: String
    var component: String
    var request: Request
    var status: Int?
    var body: [UInt8]

    init?(name: String, json: JSON) {
        guard let component = json["component"]?.string,
            let method = json["request"]?["method"]?.string.flatMap(
                HTTPRequest.Method.init(rawValue:)
            ),
            let path = json["request"]?["path"]?.string
        else { return nil }
        self.name = name
        self.component = component
        var fields = HTTPFields()
        for pair in json["request"]?["headers"]?.elements ?? [] {
            if let name = pair[0]?.string.flatMap({ HTTPField.Name($0) }) {
                fields[name] = pair[1]?.string
            }
        }
        let head = HTTPRequest(
            method: method,
            scheme: "http",
            authority: "127.0.0.1",
            path: path,
            headerFields: fields
        )
        request = Request(head: head, body: .bytes(Self.bytes(json["request"]?["body"])))
        status = json["response"]?["status"]?.int
        body = Self.bytes(json["response"]?["body"])
    }

    private static func bytes(_ json: JSON?) -> [UInt8] {
        if let text = json?.string { return Array(text.utf8) }
        return json?["base64"]?.string.flatMap(Base64.bytes(of:)) ?? []
    }
}
