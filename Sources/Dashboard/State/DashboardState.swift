public import Operations
public import Terminal

/// Everything that the screen is made from.
public struct DashboardState: Sendable, Equatable {
    /// What is shown: the newest truth about the cluster, or a moment of the past; `nil` until there
    /// is any.
    public internal(set) var snapshot: ClusterSnapshot?
    /// The time by the cluster's clock.
    public internal(set) var clock: Moment
    /// The room there is.
    public internal(set) var size: Size
    /// The pages, the uppermost last; the first is the fleet and stays.
    public internal(set) var pages: [Page] = [.fleet]
    /// The difference of the user's clock to UTC, in seconds.
    public let secondsFromGMT: Int
    /// What the user has set.
    public let settings: DashboardSettings

    /// The newest truth, also while a moment of the past is shown.
    var latest: ClusterSnapshot?
    /// What was seen over the last 15 minutes.
    var timeline = Timeline()
    /// The moment of the past that is shown, or `nil` for the present.
    var past: Moment?
    /// The context that was chosen and whose cluster has not been seen yet.
    var awaitedContext: String?
    /// Whether a recording is shown, which has no present.
    var isReplay = false
    /// What was done, as commands of a shell.
    var commandLog = CommandLog()
    var overlay: Overlay?
    var fleet = FleetState()
    private(set) var arrangement = FleetArrangement()
    var logs = LogState()
    var events = EventState()
    var bench = BenchState()
    var document = DocumentState()
    var pods = PodState()
    /// Ports of this machine that lead to pods.
    var forwards: Set<Subscription> = []
    /// What was typed on the command line, oldest first.
    var commandHistory: [String] = []
    var notices = NoticeLog()
    /// Until when changes are let through on a production context.
    var unlockedUntil: Moment?
    var pending: [PendingChange] = []
    /// How many lines of a page of text are scrolled away at the top.
    var pageScroll = 0
    /// Whether the mouse is heard.
    var isMouseHeard: Bool
    /// Whether Ctrl-c was just pressed; a second one quits.
    var isQuitAsked = false

    /// The state before anything is known.
    ///
    /// - Parameters:
    ///   - size: The room there is.
    ///   - now: The time.
    ///   - secondsFromGMT: The difference of the user's clock to UTC.
    ///   - settings: What the user has set.
    public init(
        size: Size,
        now: Moment,
        secondsFromGMT: Int = 0,
        settings: DashboardSettings = DashboardSettings()
    ) {
        self.size = size
        clock = now
        self.secondsFromGMT = secondsFromGMT
        self.settings = settings
        isMouseHeard = settings.usesMouse
    }

    /// The time that is shown: the present, or a moment of the past.
    var now: Moment { past ?? clock }

    /// The page that is seen.
    var page: Page { pages.last ?? .fleet }

    /// What keys mean on the page that is seen.
    var keyTable: KeyTable {
        KeyTable(for: page, isTyping: bench.isTyping, bindings: settings.keys)
    }

    /// The rows of the fleet.
    var rows: [DeploymentSnapshot] { arrangement.rows }

    /// Orders and chooses the rows anew, and keeps the selection on one that is there.
    mutating func arrange() {
        arrangement.take(snapshot, in: fleet)
        fleet.settle(on: rows)
    }

    /// A deployment by identity.
    func deployment(_ id: DeploymentID?) -> DeploymentSnapshot? {
        guard let id else { return nil }
        return snapshot?.deployments.first { $0.id == id }
    }

    /// The deployment that keys act on here.
    var subject: DeploymentID? { page.deployment ?? fleet.selected }

    /// The pods of the page of pods.
    var podRows: [PodRow] { deployment(page.deployment)?.podRows ?? [] }

    /// The pod that keys act on.
    var selectedPod: PodRow? {
        guard case .pods = page else { return nil }
        return podRows.first { $0.pod.uid == pods.selected } ?? podRows.first
    }

    /// Why nothing can be changed now, or `nil` when it can.
    var objectionToChanges: Notice? {
        if let past {
            let clock = past.clockText(secondsFromGMT: secondsFromGMT)
            return Notice(
                .trouble,
                "nothing can be changed at \(clock), which is over",
                hint: "} returns to the present"
            )
        }
        if let awaitedContext { return objection(whileConnectingTo: awaitedContext) }
        guard let snapshot else {
            return Notice(.trouble, "nothing can be changed before the cluster has answered")
        }
        if snapshot.isReadOnly {
            return Notice(
                .trouble,
                "this dashboard is read-only",
                hint: "start it without --read-only, or as a user who may patch SeldonDeployments"
            )
        }
        if isLocked {
            return Notice(
                .trouble,
                "\(snapshot.context) is production, and locked",
                hint: ":unlock 10 lets changes through for ten minutes; aborting is never locked"
            )
        }
        return objectionOfServer
    }

    /// Whether the context is production and was not unlocked.
    var isLocked: Bool {
        guard snapshot?.isProduction == true else { return false }
        return unlockedUntil.map { now >= $0 } ?? true
    }

    /// Why traffic cannot be brought back to main, or `nil` when it can: that is never locked.
    var objectionToAborts: Notice? {
        isLocked && snapshot?.isReadOnly == false ? objectionOfServer : objectionToChanges
    }

    private func objection(whileConnectingTo context: String) -> Notice {
        Notice(.trouble, "nothing can be changed before \(context) has answered")
    }

    private var objectionOfServer: Notice? {
        // What is on the screen may be the former cluster's.
        if let awaitedContext { return objection(whileConnectingTo: awaitedContext) }
        if let source = snapshot?.sources.first(where: { $0.source == .apiServer }),
            case .failing(let reason) = source.status
        {
            return Notice(.trouble, "nothing can be changed: the API server fails: \(reason)")
        }
        return nil
    }

    /// The right that is missing to do what a key means on what it acts on, or `nil` when none is.
    func missingRight(for action: Action) -> Permission? {
        guard let permission = action.permission, let namespace = subject?.namespace,
            snapshot?.rights.allow(permission, in: namespace) == false
        else { return nil }
        return permission
    }

    /// Why a key does nothing for want of a right, or `nil` when none is missing.
    func objectionOfRights(to action: Action) -> Notice? {
        guard let permission = missingRight(for: action), let namespace = subject?.namespace,
            let missing = snapshot?.rights.objection(to: permission, in: namespace)
        else { return nil }
        return Notice(.trouble, missing, hint: "ask for it; radiant doctor lists what there is")
    }
}

extension Action {
    /// The right that it takes; `nil` for what everybody may do, and for what the API server is not
    /// asked for.
    var permission: Permission? {
        switch self {
        case .traffic, .rollout, .abort, .undo, .edit: .changeDeployments
        case .logs, .previousLogs: .readLogs
        case .events: .seeEvents
        case .shell: .execute
        case .portForward: .forwardPorts
        case .deletePod: .deletePods
        default: nil
        }
    }
}
