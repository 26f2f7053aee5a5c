import Testing

@testable import LocalCluster

struct ImageCatalogueTests {
    private let catalogue = ImageCatalogue(programs: "/opt/bin")

    @Test(arguments: [
        ("myorg/model:*", "myorg/model:1.0", true),
        ("myorg/model:*", "myorg/model", true),
        ("myorg/model", "myorg/model:latest", true),
        ("myorg/model", "myorg/model:1.0", false),
        ("myorg/*", "myorg/a/b:1", true),
        ("myorg/model:*", "evil/myorg/model:1", false),
        ("myorg/model:*", "myorg/model:1/../../x", true),
        ("myorg/m?del:v*2", "docker.io/myorg/model:v1.2", true),
        ("localhost:5000/m:*", "localhost:5000/m:v1", true),
        ("*", "anything@sha256:abc", true),
        ("a*a*a*b", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaa", false),
    ])
    func `a pattern is matched against the whole name`(
        pattern: String,
        image: String,
        matches: Bool
    ) {
        #expect(ImagePattern(text: pattern).matches(image) == matches)
    }

    @Test func `the executor's image is the orchestrator with the container's arguments`() throws {
        let program = try #require(
            catalogue.program(for: "docker.io/seldonio/seldon-core-executor:1.18.2")
        )

        #expect(program.words == ["/opt/bin/radiant", "orchestrator"])
        #expect(program.isOwn)
        #expect(!program.ignoresArguments)
    }

    @Test(arguments: [
        ("boundlessview/detection-infer:v1", "serve detection"),
        ("boundlessview/recognition-infer:v1", "serve recognition"),
        ("boundlessview/recognition-infer:v2", "serve recognition --model v2"),
        ("boundlessview/recognition-infer:v2.1", "serve recognition --model v2"),
        ("boundlessview/recognition-infer:v20", "serve recognition"),
    ])
    func `the check reader's images are its models`(image: String, arguments: String) throws {
        let program = try #require(catalogue.program(for: image))

        #expect(program.words.joined(separator: " ") == "/opt/bin/check-reader \(arguments)")
    }

    @Test func `an image of ours is a component of its name`() {
        let words = ["/opt/bin/radiant", "component", "echo-model"]

        #expect(catalogue.program(for: "radiant/echo-model:v2")?.words == words)
        #expect(catalogue.program(for: "radiant/../bin/sh:v2") == nil)
        #expect(catalogue.program(for: "radiant/--help:v2") == nil)
        #expect(catalogue.program(for: "nobody/knows:it") == nil)
    }

    @Test func `a user's entry is taken apart without a shell and comes first`() throws {
        let entry = try ImageCatalogue.Entry(
            parsing: #"radiant/*=/bin/sh -c 'echo "$HOME; true"' a\ b"#,
            path: ""
        )
        let program = try #require(
            ImageCatalogue(programs: "/opt/bin", additions: [entry]).program(for: "radiant/x:1")
        )

        #expect(program.words == ["/bin/sh", "-c", #"echo "$HOME; true""#, "a b"])
        #expect(!program.isOwn)
    }

    @Test(arguments: ["nothing", "=sh", "a=", "a='sh", "a=no-such-program-at-all"])
    func `an entry that cannot be used is refused`(text: String) {
        #expect(throws: LocalClusterError.self) {
            try ImageCatalogue.Entry(parsing: text, path: "/bin:/usr/bin")
        }
    }
}
