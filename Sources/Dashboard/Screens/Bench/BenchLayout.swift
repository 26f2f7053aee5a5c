import Operations
import Terminal

/// Where on the bench the form, the answer and the picture stand.
struct BenchLayout {
    /// From how many columns on a picture stands beside the answer.
    private static let columnsForTwo = 110
    /// The fewest rows in which a picture can be made out.
    private static let fewestPictureRows = 5
    /// The rows that an answer needs above a picture.
    private static let answerRows = 10

    /// What is sent, and where.
    let form: Rect
    /// What came back.
    let answer: Rect
    /// The picture, or `nil` where there is none, or no room.
    let picture: Rect?

    /// The layout on the page of a state.
    init(state: DashboardState, id: DeploymentID) {
        let top = state.banner == nil ? 2 : 3
        self.init(
            state: state,
            id: id,
            in: Rect(row: top, columns: state.size.columns, rows: state.bodyRows)
        )
    }

    /// The layout in the page's part of the screen.
    init(state: DashboardState, id: DeploymentID, in area: Rect) {
        let room = area.inset(columns: 2)
        let hasCompletions = state.bench.completions.count > 1
        let (form, rest) = room.split(top: hasCompletions ? 4 : 3)
        self.form = form
        let hasPicture = state.bench.entry(for: id)?.outcome.mayHavePicture ?? false
        guard hasPicture, state.bench.running == nil || state.bench.isStepping else {
            (answer, picture) = (rest, nil)
            return
        }
        switch state.bench.pictureMode {
        case .none: (answer, picture) = (rest, nil)
        case .alone: (answer, picture) = (rest.split(top: 0).top, rest)
        case .beside where rest.columns >= Self.columnsForTwo:
            // The line and its label are read whole.
            let (left, right) = rest.split(left: max(54, rest.columns * 2 / 5))
            answer = left
            picture = right.split(left: 2).rest
        case .beside:
            let rows = rest.rows - Self.answerRows
            guard rows >= Self.fewestPictureRows else {
                (answer, picture) = (rest, nil)
                return
            }
            let (upper, lower) = rest.split(bottom: rows)
            (answer, picture) = (upper, lower)
        }
    }

    /// The same with a picture of so many rows, which gives to the answer above it what it does not
    /// need.
    func shrunk(to rows: Int?) -> (answer: Rect, picture: Rect?) {
        guard let rows, let picture, !answer.isEmpty, picture.row > answer.row, rows < picture.rows
        else { return (answer, picture) }
        var (answer, kept) = (answer, picture)
        answer.rows += picture.rows - rows
        kept.row = picture.endRow - rows
        kept.rows = rows
        return (answer, kept)
    }

    /// The room for the picture.
    var pictureRoom: Size? { picture.flatMap { $0.isEmpty ? nil : $0.size } }
}

extension TestOutcome {
    /// Whether there may be a picture to it.
    fileprivate var mayHavePicture: Bool {
        switch self {
        case .prediction(let result): result.isCheck
        case .comparison(let comparison): comparison.results.first?.isCheck ?? false
        case .trace(let trace):
            trace.steps.contains { step in
                step.request.picture != nil || (try? step.answer.get())?.picture != nil
            }
        case .batch, .failure: false
        }
    }
}

extension PredictionResult {
    fileprivate var isCheck: Bool { if case .check = answer { true } else { false } }
}
