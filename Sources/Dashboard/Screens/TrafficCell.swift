import Operations
import Terminal

/// How a deployment divides its traffic: a bar, and names with weights as far as there is room.
struct TrafficCell {
    private let deployment: DeploymentSnapshot
    private let theme: Theme
    private let shared: [PredictorSnapshot]
    private static let barColumns = 8

    /// The cell of a deployment.
    init(of deployment: DeploymentSnapshot, theme: Theme) {
        self.deployment = deployment
        self.theme = theme
        shared = deployment.predictors.filter { !$0.isShadow }
    }

    private var shadowText: String {
        let names = deployment.predictors.filter(\.isShadow).map(\.name)
        return names.isEmpty ? "" : " + copy to \(names.joined(separator: ", "))"
    }

    private var longText: String {
        shared.count == 1
            ? (shared.first?.name ?? "") + shadowText : deployment.weightsText + shadowText
    }

    private var shortText: String {
        let mark = shadowText.isEmpty ? "" : "+"
        return shared.map { String($0.weights.declared) }.joined(separator: "/") + mark
    }

    /// The columns that the cell of a deployment takes when nothing is left out.
    static func widest(of deployment: DeploymentSnapshot) -> Int {
        TrafficCell(of: deployment, theme: .terminal).widest
    }

    private var widest: Int { (shared.count > 1 ? Self.barColumns + 1 : 0) + longText.columns }

    /// The cell in so many columns.
    func spans(columns: Int) -> [Span] {
        // A bar is for what is divided; where it is not, the name alone is quieter.
        guard shared.count > 1 else { return [Span(longText, theme[.faint])] }
        guard columns > Self.barColumns else { return [Span(shortText, theme[.text])] }
        let bar = ShareBar(shared.map { Double($0.weights.declared) }).text(
            columns: Self.barColumns
        )
        let text = widest <= columns ? longText : shortText
        let differs = shared.contains {
            $0.weights.isRoutedOtherwise || $0.weights.isObservedOtherwise
        }
        return [
            Span(bar, theme[.accent]),
            Span(differs ? "≠" : " ", theme[.caution]),
            Span(text, theme[.text]),
        ]
    }
}
