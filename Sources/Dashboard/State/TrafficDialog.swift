import Operations
import Terminal

/// New traffic weights that are being typed, and then confirmed.
struct TrafficDialog: Sendable, Equatable {
    /// The weight of one predictor.
    struct Entry: Sendable, Equatable {
        let predictor: String
        let former: Int
        var input: TextInput
        /// Whether the first digit replaces what stands there.
        var isUntouched = true

        /// The weight that was typed, or `nil` when it is none.
        var weight: Int? { Int(input.text).flatMap { (0...100).contains($0) ? $0 : nil } }
    }

    let deployment: DeploymentID
    var entries: [Entry]
    /// The entry that takes the keys.
    var focus = 0
    /// Whether the change is shown and waits for a yes.
    var isConfirming = false

    /// The dialog for a deployment; `nil` when there is nothing to divide.
    init?(for deployment: DeploymentSnapshot, weights: [String: Int] = [:]) {
        let shared = deployment.predictors.filter { !$0.isShadow }
        guard shared.count > 1 else { return nil }
        self.deployment = deployment.id
        entries = shared.map { predictor in
            Entry(
                predictor: predictor.name,
                former: predictor.weights.declared,
                input: TextInput(String(weights[predictor.name] ?? predictor.weights.declared))
            )
        }
    }

    /// The sum of what was typed, or `nil` when an entry is no weight.
    var sum: Int? {
        entries.reduce(into: Int?(0)) { sum, entry in
            guard let before = sum, let weight = entry.weight else {
                sum = nil
                return
            }
            sum = before + weight
        }
    }

    /// The weights by predictor.
    var weights: [String: Int] {
        Dictionary(entries.map { ($0.predictor, $0.weight ?? 0) }) { first, _ in first }
    }

    /// Whether anything would change.
    var isChange: Bool { entries.contains { $0.weight != $0.former } }

    /// Why this cannot be applied, or `nil` when it can.
    var objection: String? {
        if let entry = entries.first(where: { $0.weight == nil }) {
            return "the weight of \(entry.predictor) must be a whole number from 0 to 100"
        }
        if let sum, sum != 100 {
            return sum < 100
                ? "the weights sum to \(sum): \(100 - sum) short of 100"
                : "the weights sum to \(sum): \(sum - 100) over 100"
        }
        return isChange ? nil : "these are the weights that it has"
    }

    /// The same change as a subcommand.
    var shellCommand: String {
        let weights = entries.map { "\($0.predictor)=\($0.weight ?? 0)" }.joined(separator: " ")
        return "radiant traffic \(deployment.name) \(weights) -n \(deployment.namespace)"
    }

    /// Takes a key for the focused weight.
    mutating func type(_ key: KeyEvent) {
        if case .character(let digit) = key {
            guard ("0"..."9").contains(digit) else { return }
            if entries[focus].isUntouched { entries[focus].input = TextInput() }
            guard entries[focus].input.text.count < 3 else { return }
        }
        entries[focus].isUntouched = false
        _ = entries[focus].input.receive(key)
    }

    /// Moves the focus by entries.
    mutating func move(by step: Int) {
        entries[focus].isUntouched = true
        focus = max(0, min(entries.count - 1, focus + step))
    }

    /// Takes a step of the focused weight; with two predictors the other one gives way.
    mutating func nudge(by step: Int) {
        guard let weight = entries[focus].weight else { return }
        let next = max(0, min(100, weight + step))
        entries[focus].input = TextInput(String(next))
        if entries.count == 2 {
            entries[1 - focus].input = TextInput(String(100 - next))
        }
    }
}
