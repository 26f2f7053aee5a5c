import Documents
import Testing

struct PatchTests {
    private let document: JSON = ["a": ["b": [1, 2, 3]], "x/y": 1, "m~n": 2]

    @Test func `a merge patch sets, removes and replaces lists whole`() {
        let patch: JSON = ["a": ["b": [9], "c": ["d": .null, "e": 1]], "x/y": .null]

        #expect(document.merging(patch) == ["a": ["b": [9], "c": ["e": 1]], "m~n": 2])
    }

    @Test func `a merge patch between two documents makes one into the other`() {
        let other: JSON = ["a": ["b": [1], "z": 5], "m~n": 2]

        #expect(document.merging(document.mergePatch(to: other)) == other)
        #expect(document.mergePatch(to: document) == [:])
    }

    @Test func `operations apply in order, all or none`() throws {
        let patch = JSONPatch([
            .test(path: "/a/b/1", value: 2), .add(path: "/a/b/1", value: 9),
            .remove(path: "/a/b/0"), .add(path: "/a/b/-", value: 4),
            .replace(path: "/x~1y", value: 7), .copy(from: "/m~0n", path: "/k"),
            .move(from: "/a/b", path: "/c"),
        ])

        let result = try document.applying(patch)

        #expect(result == ["a": [:], "c": [9, 2, 3, 4], "x/y": 7, "m~n": 2, "k": 2])
        #expect(try JSONPatch(json: patch.json) == patch)
    }

    @Test(arguments: [
        (JSONPatch.Operation.remove(path: "/none"), DocumentError.noSuchPath("/none")),
        (.replace(path: "/a/b/3", value: 1), .noSuchPath("/a/b/3")),
        (.add(path: "/a/b/01", value: 1), .noSuchPath("/a/b/01")),
        (.add(path: "/none/x", value: 1), .noSuchPath("/none/x")),
        (.test(path: "/a/b/0", value: 2), .testFailed("/a/b/0")),
        (.add(path: "a", value: 1), .malformedPatch("a is no path")),
    ])
    func `an operation that cannot be done is refused`(
        operation: JSONPatch.Operation,
        error: DocumentError
    ) {
        #expect(throws: error) { try document.applying(JSONPatch([operation])) }
    }

    @Test func `differences name the places that differ`() {
        let other = document.merging(["a": ["b": [1, 5]], "new": true])

        let paths = document.differences(to: other).map(\.path.description)

        #expect(paths == ["a.b[1]", "a.b[2]", "new"])
    }
}
