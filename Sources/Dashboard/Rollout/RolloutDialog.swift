import Operations
import Terminal

/// A rollout that is being asked for: its form, then what will happen, then a yes.
struct RolloutDialog: Sendable, Equatable {
    /// Where the question stands.
    enum Stage: Sendable, Equatable {
        /// The steps are typed.
        case form
        /// The cluster is asked what would happen.
        case asking
        /// What would happen is shown, and waits for a yes.
        case confirming(RolloutOutlook)
    }

    let deployment: DeploymentID
    /// What is asked for; for a promotion the form makes it.
    var request: RolloutRequest
    var stage: Stage
    /// The steps, with commas between them.
    var steps = TextInput("10,25,50,100")
    /// How long a step is looked at, in seconds.
    var interval = TextInput("30")
    /// Whether the canary becomes main at the end.
    var finishes = true
    /// Whether a person says so before each further step.
    var needsApproval = false
    /// The field that takes the keys: steps, interval, finish, approval.
    var focus = 0
    /// The name that is typed to say that it is meant.
    var typedName = TextInput()
    /// How many lines of the patch are scrolled away.
    var scroll = 0

    static let fields = 4

    /// The form for a promotion.
    init(promoting deployment: DeploymentID) {
        self.deployment = deployment
        request = .promote(deployment, RolloutWish())
        stage = .form
    }

    /// A request whose outlook is asked for at once.
    init(_ request: RolloutRequest) {
        deployment = request.deployment
        self.request = request
        stage = .asking
    }

    /// Why the form makes no sense, or `nil` when it does.
    var objection: String? {
        if stepValues == nil { return "steps are whole numbers with commas, such as 10,25,50,100" }
        if seconds == nil { return "a step takes a number of seconds above 0" }
        let plan = RolloutPlan(
            main: "main",
            canary: "canary",
            steps: stepValues ?? [],
            interval: .seconds(seconds ?? 1),
            finishes: finishes
        )
        return plan.objection
    }

    /// What the form asks for.
    var wish: RolloutWish {
        var wish = RolloutWish()
        wish.steps = stepValues ?? []
        wish.interval = .seconds(seconds ?? 30)
        wish.finishes = finishes
        wish.needsApproval = needsApproval
        return wish
    }

    private var stepValues: [Int]? {
        let words = steps.text.split(separator: ",", omittingEmptySubsequences: false)
        let values = words.map { word in Int(word.filter { $0 != " " }) }
        return values.contains(nil) ? nil : values.compactMap { $0 }
    }

    private var seconds: Double? {
        Double(interval.text).flatMap { $0.isFinite && $0 > 0 ? $0 : nil }
    }

    /// Takes a key for the focused field.
    mutating func type(_ key: KeyEvent) {
        if case .character(let typed) = key, focus < 2 {
            guard ("0"..."9").contains(typed) || typed == (focus == 0 ? "," : ".") else { return }
        }
        switch focus {
        case 0: _ = steps.receive(key)
        case 1: _ = interval.receive(key)
        default: if key == .character(" ") { toggle() }
        }
    }

    private mutating func toggle() {
        if focus == 2 { finishes.toggle() } else { needsApproval.toggle() }
    }

    /// Whether what must be typed was typed.
    var isMeant: Bool {
        guard case .confirming(let outlook) = stage else { return false }
        return outlook.name == nil || outlook.name == typedName.text
    }
}
