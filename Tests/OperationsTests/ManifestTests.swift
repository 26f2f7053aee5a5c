import Documents
import Kubernetes
import Operations
import Testing

struct ManifestTests {
    private let text = """
        apiVersion: machinelearning.seldon.io/v1
        kind: SeldonDeployment
        metadata:
          name: checks
        spec:
          predictors:
          - name: main
            grahp:
              name: reader
        """

    @Test func `an object that lacks its name is refused with its place`() throws {
        let text = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  labels: {}\n"

        #expect(
            throws: OperationsError.invalidManifest(
                path: "a.yaml",
                problems: ["a.yaml:3:1: metadata.name: is missing"]
            )
        ) {
            try Manifest(parsing: text, path: "a.yaml")
        }
    }

    @Test func `a name that stands twice is refused with its place`() throws {
        let text = "apiVersion: v1\nkind: ConfigMap\nkind: Secret\n"

        #expect(throws: OperationsError.self) { try Manifest(parsing: text, path: "a.yaml") }
        do {
            _ = try Manifest(parsing: text, path: "a.yaml")
        } catch OperationsError.invalidManifest(_, let problems) {
            #expect(problems.first?.hasPrefix("a.yaml:3:1: ") == true)
        }
    }

    @Test func `an alias that contains itself is refused with its place`() throws {
        let text = "apiVersion: v1\nkind: ConfigMap\nmetadata: &m\n  name: x\n  labels: *m\n"

        do {
            _ = try Manifest(parsing: text, path: "a.yaml")
            Issue.record("it was accepted")
        } catch OperationsError.invalidManifest(_, let problems) {
            #expect(problems.first?.hasPrefix("a.yaml:5:11: ") == true)
        }
    }

    @Test func `a list stands for its objects`() throws {
        let text = """
            apiVersion: v1
            kind: List
            items:
            - {apiVersion: v1, kind: ConfigMap, metadata: {name: a}}
            - {apiVersion: v1, kind: ConfigMap, metadata: {name: b}}
            """

        let manifest = try Manifest(parsing: text, path: "-")

        #expect(manifest.entries.map(\.object.name) == ["a", "b"])
    }

    @Test func `a file of comments holds nothing to apply`() {
        #expect(throws: OperationsError.nothingToApply(path: "a.yaml")) {
            try Manifest(parsing: "# nothing\n", path: "a.yaml")
        }
    }

    @Test func `what the server finds is told with the places in the file`() throws {
        let manifest = try Manifest(parsing: text, path: "a.yaml")
        let status = APIStatus(
            code: 400,
            reason: "BadRequest",
            message: """
                SeldonDeployment in version "v1" cannot be handled as a SeldonDeployment: strict \
                decoding error: unknown field "spec.predictors[0].grahp", unknown field "spec.nope"
                """
        )

        let error = manifest.error(found: status, in: manifest.entries[0])

        #expect(
            error
                == .invalidManifest(
                    path: "a.yaml",
                    problems: [
                        "a.yaml:5:1: spec.nope: unknown field",
                        "a.yaml:8:5: spec.predictors[0].grahp: unknown field",
                    ]
                )
        )
    }

    @Test func `a status without fields is no finding about the file`() throws {
        let manifest = try Manifest(parsing: text, path: "a.yaml")
        let status = APIStatus(code: 403, reason: "Forbidden", message: "no")

        #expect(manifest.error(found: status, in: manifest.entries[0]) == nil)
    }
}
