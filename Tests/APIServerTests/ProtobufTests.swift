import Documents
import Testing

@testable import APIServer

struct ProtobufTests {
    /// An object as kubectl writes it.
    private func body(
        _ apiVersion: String,
        _ kind: String,
        _ write: (inout ProtobufMessage) -> Void
    ) -> [UInt8] {
        var unknown = ProtobufMessage()
        unknown.message(1) { type in
            type.string(1, .string(apiVersion))
            type.string(2, .string(kind))
        }
        unknown.message(2, write)
        return Array("k8s\u{0}".utf8) + unknown.bytes
    }

    @Test func `an object is read from protobuf`() throws {
        let bytes = body("v1", "ConfigMap") { map in
            map.message(1) { metadata in
                metadata.string(1, "settings")
                metadata.string(3, "")
                metadata.message(8) { _ in }
                metadata.message(11) { pair in
                    pair.string(1, "tier")
                    pair.string(2, "gold")
                }
            }
            map.message(2) { pair in
                pair.string(1, "a")
                pair.string(2, "1")
            }
            map.message(3) { pair in
                pair.string(1, "b")
                pair.string(2, "hi")
            }
        }

        #expect(
            ProtobufObject.json(bytes) == [
                "apiVersion": "v1", "kind": "ConfigMap",
                "metadata": ["name": "settings", "labels": ["tier": "gold"]],
                "data": ["a": "1"], "binaryData": ["b": "aGk="],
            ]
        )
    }

    @Test func `a field that is not known is not dropped in silence`() {
        let bytes = body("v1", "Namespace") { namespace in
            namespace.message(1) { $0.string(1, "x") }
            namespace.message(2) { $0.string(1, "kubernetes") }
        }
        let empty = body("v1", "Namespace") { namespace in
            namespace.message(1) { $0.string(1, "x") }
            namespace.message(2) { _ in }
        }

        #expect(ProtobufObject.json(bytes) == nil)
        #expect(ProtobufObject.json(empty)?["metadata"]?["name"] == "x")
    }

    @Test func `cut off anywhere it is refused or read, and never crashes`() {
        let bytes = body("apps/v1", "Deployment") { deployment in
            deployment.message(1) { $0.string(1, "web") }
            deployment.message(2) { spec in
                spec.message(2) { selector in
                    selector.message(1) { pair in
                        pair.string(1, "app")
                        pair.string(2, "web")
                    }
                }
            }
        }

        for length in 0..<bytes.count { _ = ProtobufObject.json(Array(bytes.prefix(length))) }
        for index in bytes.indices {
            var changed = bytes
            changed[index] = 0xFF
            _ = ProtobufObject.json(changed)
        }
        #expect(ProtobufObject.json(bytes)?["metadata"]?["name"] == "web")
    }

    @Test(arguments: [
        ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
    ])
    func `base 64 is that of the standard`(_ text: String, _ encoded: String) {
        #expect(Base64.encode(Array(text.utf8), .standard) == encoded)
        #expect(Base64.decode(Base64.encode(Array(text.utf8))) == Array(text.utf8))
    }
}
