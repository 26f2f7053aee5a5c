import Documents
import HTTP
import HTTPTypes
import Kubernetes
import Testing

@testable import APIServer

struct DocumentTests {
    @Test func `every kind is found where discovery says it is`() async throws {
        let cluster = try await TestCluster()

        for kind in ServedKind.all {
            for version in kind.versions {
                let resource = kind.resource(version: version)
                let (status, list) = try await cluster.json(.get, resource.path())
                #expect(status == 200, "\(resource.path())")
                #expect(list["kind"]?.string == kind.listKind)
            }
        }
    }

    @Test func `both forms of discovery name the same resources`() async throws {
        let cluster = try await TestCluster()
        let accept = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"

        var aggregated: Set<String> = []
        for path in ["/api", "/apis"] {
            let list = try await cluster.json(.get, path, accept: accept).json
            for group in list["items"]?.elements ?? [] {
                let name = group["metadata"]?["name"]?.string ?? ""
                for version in group["versions"]?.elements ?? [] {
                    for resource in version["resources"]?.elements ?? [] {
                        aggregated.insert(
                            "\(name)/\(version["version"]?.string ?? "")/"
                                + (resource["resource"]?.string ?? "")
                        )
                    }
                }
            }
        }
        var separate: Set<String> = []
        for group in ServedGroup.all {
            for version in group.versions {
                let path = group.name.isEmpty ? "/api/v1" : "/apis/\(group.name)/\(version)"
                let list = try await cluster.get(path)
                for resource in list["resources"]?.elements ?? [] {
                    let name = resource["name"]?.string ?? ""
                    if !name.contains("/") {
                        separate.insert("\(group.name)/\(version)/\(name)")
                    }
                }
            }
        }

        #expect(aggregated == separate)
    }

    @Test func `every type that is named is written down`() {
        let table = SchemaTable.all
        for type in table.types.values {
            for (name, field) in type.fields {
                for named in DocumentTests.types(in: field.schema) {
                    #expect(table.types[named] != nil, "\(type.name).\(name): \(named)")
                }
            }
        }
        for kind in ServedKind.all {
            #expect(table.types[kind.schema] != nil, "\(kind.schema)")
        }
    }

    private static func types(in schema: Schema) -> [String] {
        switch schema {
        case .type(let name): [name]
        case .list(let element, _), .map(let element): types(in: element)
        case .scalar, .open: []
        }
    }

    @Test func `the schemas come as protobuf for those who ask`() async throws {
        let cluster = try await TestCluster()

        let response = try await cluster.send(
            .get,
            "/openapi/v2",
            accept: "application/com.github.proto-openapi.spec.v2@v1.0+protobuf"
        )
        let bytes = try await response.body.collected()

        #expect(
            response.head.headerFields[.contentType]
                == "application/com.github.proto-openapi.spec.v2.v1.0+protobuf"
        )
        // The first field is the version, "2.0".
        #expect(bytes.starts(with: [0x0A, 0x03] + Array("2.0".utf8)))
    }

    @Test func `the index of version 3 leads to documents`() async throws {
        let cluster = try await TestCluster()

        let index = try await cluster.get("/openapi/v3")

        #expect(index["paths"]?.members.count == 18)
        for (_, entry) in index["paths"]?.members ?? [:] {
            let url = entry["serverRelativeURL"]?.string ?? ""
            let document = try await cluster.get(url)
            #expect(document["openapi"] == "3.0.0")
        }
    }

    @Test func `ages are short`() {
        let cases: [(Int, String)] = [
            (0, "0s"), (119, "119s"), (120, "2m"), (192, "3m12s"), (600, "10m"), (10_799, "179m"),
            (10_800, "3h"), (12_000, "3h20m"), (86_400, "24h"), (180_000, "2d2h"),
            (3_456_000, "40d"),
        ]
        for (seconds, text) in cases {
            #expect(Column.short(.seconds(seconds)) == text)
        }
    }

    @Test func `health is told without credentials and nothing else is`() async throws {
        let cluster = try await TestCluster()

        for path in ["/healthz", "/livez", "/readyz", "/version"] {
            #expect(try await cluster.send(.get, path, as: nil).status == 200)
        }
        for path in ["/api", "/apis", "/openapi/v2", "/api/v1/namespaces"] {
            #expect(try await cluster.send(.get, path, as: nil).status == 403)
        }
    }
}
