public import Operations
import Terminal

/// A text about a deployment or a pod.
public struct DocumentTarget: Sendable, Hashable {
    /// What the text is.
    public enum Kind: Sendable, Hashable {
        /// The object as YAML.
        case yaml
        /// All that is known of it, in words.
        case description
    }

    /// What the text is.
    public var kind: Kind
    /// The deployment.
    public var deployment: DeploymentID
    /// One pod of it, or `nil` for the deployment itself.
    public var pod: String?

    /// A text about a deployment or a pod.
    public init(_ kind: Kind, of deployment: DeploymentID, pod: String? = nil) {
        self.kind = kind
        self.deployment = deployment
        self.pod = pod
    }

    /// What it is called on the screen.
    var title: String {
        let name = pod ?? deployment.name
        return kind == .yaml ? "YAML of \(name)" : "\(name) described"
    }
}

/// The text that is looked at, what of it is folded, and where one stands in it.
struct DocumentState: Sendable, Equatable {
    /// Whose text it is.
    var target: DocumentTarget?
    /// The text; `nil` until the first answer.
    private(set) var text: FoldedText?
    /// The line that keys act on, counted in lines that are shown.
    private(set) var cursor = 0
    /// How many lines are scrolled away at the top.
    private(set) var top = 0
    /// How many columns are scrolled away at the left.
    var indent = 0
    /// What is searched for.
    var search = TextInput()
    /// Whether keys go to the search.
    var isSearching = false

    /// Begins anew for a target.
    init(target: DocumentTarget? = nil) {
        self.target = target
    }

    /// Takes the text as it is now; what was folded stays folded.
    mutating func take(_ lines: [String], rows: Int) {
        var newest = FoldedText(lines)
        if let text { newest.adoptFolds(of: text) }
        text = newest
        move(by: 0, rows: rows)
    }

    /// Moves the cursor by lines, and the text with it.
    mutating func move(by step: Int, rows: Int) {
        let count = text?.shown.count ?? 0
        cursor = max(0, min(count - 1, cursor + step))
        top = min(top, max(0, count - rows))
        if cursor < top { top = cursor }
        if cursor >= top + rows { top = cursor - rows + 1 }
    }

    /// Folds or unfolds the part that the cursor is in.
    mutating func toggle(rows: Int) {
        guard var text, text.shown.indices.contains(cursor) else { return }
        let line = text.toggle(at: text.shown[cursor])
        self.text = text
        cursor = text.shown.firstIndex(of: line) ?? cursor
        move(by: 0, rows: rows)
    }

    /// Folds every part, or unfolds all when any is folded.
    mutating func toggleAll(rows: Int) {
        guard
            let line = text.flatMap({ $0.shown.indices.contains(cursor) ? $0.shown[cursor] : nil })
        else { return }
        text?.toggleAll()
        cursor = text?.shown.lastIndex { $0 <= line } ?? 0
        move(by: 0, rows: rows)
    }

    /// Goes to the next line, or with a negative step to the one before, that holds what is searched;
    /// folded parts are opened for it.
    ///
    /// - Returns: Whether there is one.
    mutating func find(step: Int, rows: Int) -> Bool {
        guard var text, !search.text.isEmpty, text.shown.indices.contains(cursor) else {
            return false
        }
        guard let line = text.line(with: search.text, from: text.shown[cursor], step: step) else {
            return false
        }
        text.reveal(line)
        self.text = text
        cursor = text.shown.firstIndex(of: line) ?? cursor
        move(by: 0, rows: rows)
        return true
    }
}
