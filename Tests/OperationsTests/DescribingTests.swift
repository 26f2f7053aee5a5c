import Documents
import Testing

@testable import Operations

struct DescribingTests {
    @Test func `secrets are masked wherever a name speaks of one`() throws {
        let object = try YAML.json(
            parsing: """
                kind: SeldonDeployment
                metadata:
                  name: a
                  managedFields: [{manager: x}]
                  annotations:
                    kubectl.kubernetes.io/last-applied-configuration: "{}"
                spec:
                  containers:
                  - env:
                    - {name: DB_PASSWORD, value: hunter2}
                    - {name: LEVEL, value: info}
                  parameters:
                  - {name: api_key, value: abc, type: STRING}
                """
        )

        let text = Masking.tidied(object).yaml

        #expect(!text.contains("hunter2") && !text.contains("abc"))
        #expect(text.contains("value: info"))
        #expect(!text.contains("managedFields") && !text.contains("annotations"))
    }

    @Test func `the data of a Secret are masked whatever their names are`() {
        let secret: JSON = [
            "kind": "Secret", "data": ["tls.crt": "Zm9v"], "stringData": ["a": "b"],
        ]

        let text = Masking.tidied(secret).yaml

        #expect(!text.contains("Zm9v") && !text.contains("b\n"))
    }

    @Test func `a message is shown with its image named and not printed`() {
        let image = "iVBORw0KGgo" + String(repeating: "A", count: 401)
        let body = #"{"data":{"names":["id","image"],"ndarray":["x","\#(image)"]},"n":[1,2,3]}"#

        let message = StepRecord.Message(Array(body.utf8))

        #expect(message.picture != nil)
        #expect(message.size == body.utf8.count)
        let text = message.lines.joined(separator: "\n")
        #expect(text.contains("an image in base64, 412 characters"))
        #expect(text.contains(#""n": [1,2,3]"#))
        #expect(!text.contains("AAAAAAAAAAAAAAAAAAAAAAAA"))
    }

    @Test func `what is no JSON is shown as the text that it is`() {
        let message = StepRecord.Message(Array("<html>\nno</html>".utf8))

        #expect(message.lines == ["<html>", "no</html>"])
        #expect(message.picture == nil)
    }
}
