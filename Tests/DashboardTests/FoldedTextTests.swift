import Terminal
import Testing

@testable import Dashboard

struct FoldedTextTests {
    private static let yaml = """
        kind: SeldonDeployment
        spec:
          predictors:
          - name: main
            graph:
              name: a
          - name: canary
            graph:
              name: b
        status:
          state: Available
        """.split(separator: "\n").map(String.init)

    @Test func `a list's items belong to the name of the list, at whose column they stand`() {
        let text = FoldedText(Self.yaml)

        #expect(text.extent(of: 0) == 0)
        #expect(text.extent(of: 1) == 7)
        #expect(text.extent(of: 2) == 6)
        #expect(text.extent(of: 3) == 2)
        #expect(text.extent(of: 9) == 1)
    }

    @Test func `folding hides a part, and from within it the part that it belongs to`() {
        var text = FoldedText(Self.yaml)

        let inner = text.toggle(at: 5)
        #expect(inner == 4)
        #expect(!text.shown.contains(5))
        let outer = text.toggle(at: 2)
        #expect(outer == 2)
        #expect(text.shown == [0, 1, 2, 9, 10])
        text.reveal(8)
        #expect(text.shown.contains(8))
    }

    @Test func `what was folded stays folded when the text is read again`() {
        var text = FoldedText(Self.yaml)
        _ = text.toggle(at: 9)

        var newer = FoldedText(["apiVersion: v1"] + Self.yaml)
        newer.adoptFolds(of: text)

        #expect(newer.folded == [10])
    }

    @Test func `every part can be folded at once and opened again`() {
        var text = FoldedText(Self.yaml)

        text.toggleAll()
        #expect(text.shown.count < Self.yaml.count)
        text.toggleAll()
        #expect(text.shown == Array(Self.yaml.indices))
    }

    @Test func `a search opens what is folded`() {
        var state = DocumentState()
        state.take(Self.yaml, rows: 10)
        state.toggleAll(rows: 10)
        state.search.insert("NAME: B")

        let isFound = state.find(step: 1, rows: 10)
        #expect(isFound)
        #expect(state.text?.shown[state.cursor] == 8)
        let isThereMore = state.find(step: 1, rows: 10)
        #expect(!isThereMore)
    }
}
