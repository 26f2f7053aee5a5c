import Operations
import Terminal

extension DashboardState {
    /// Does what was typed on the command line.
    mutating func execute(_ text: String) -> [Command] {
        let words = text.split(separator: " ").map { String($0) }
        guard let command = words.first else { return [] }
        let rest = Array(words.dropFirst())
        switch command {
        case "q", "quit", "q!", "qa": return [.quit]
        case "fleet": pages = [.fleet]
        case "messages": show(.messages)
        case "help": overlay = .help(HelpState())
        case "graph": if let id = target(rest) { openGraph(of: id) }
        case "commands": show(.commands)
        case "snapshot": return [.captureScreen]
        case "ctx": return setContext(rest)
        case "sort": sortFleet(rest)
        case "columns": chooseColumns(rest)
        case "compare": if let id = target(rest) { show(.comparison(id)) }
        case "logs": if rest.isEmpty { openLogs() } else { openLogs(named: rest) }
        case "events": if let id = target(rest) { openEvents(of: id) }
        case "test": openBench(for: target(rest))
        case "pods": if let id = target(rest) { openPods(of: id) }
        case "yaml": if let id = target(rest) { openDocument(DocumentTarget(.yaml, of: id)) }
        case "describe":
            if let id = target(rest) { openDocument(DocumentTarget(.description, of: id)) }
        case "edit": return edit(rest)
        case "puid": followRequest(rest)
        case "since": setBeginning(rest)
        case "save": return save(to: rest.first)
        case "theme": return useTheme(rest)
        case "mouse": return useMouse(rest)
        case "ns": return setScope(rest)
        case "traffic": proposeTraffic(rest)
        case "promote": return askForRollout()
        case "abort": return ask { .abort($0) }
        case "undo": return ask { .undo($0) }
        case "unlock": return unlock(rest)
        default:
            tell(.trouble, "there is no command :\(command)", hint: "Tab shows the commands")
        }
        return []
    }

    /// The deployment that was named, or the one that keys act on.
    private mutating func target(_ words: [String]) -> DeploymentID? {
        guard let name = words.first else {
            if subject == nil { tell(.trouble, "no deployment is selected") }
            return subject
        }
        let found = snapshot?.deployments.filter {
            $0.id.name == name || "\($0.id.namespace)/\($0.id.name)" == name
        }
        guard let first = found?.first, found?.count == 1 else {
            let isAmbiguous = (found?.count ?? 0) > 1
            tell(
                .trouble,
                isAmbiguous
                    ? "\(name) exists in several namespaces" : "there is no deployment \(name)",
                hint: isAmbiguous ? "say NAMESPACE/\(name)" : nil
            )
            return nil
        }
        return first.id
    }

    private mutating func openLogs(named words: [String]) {
        if let id = target(words) { openLogs(of: LogTarget(deployment: id)) }
    }

    /// Lets changes through on a production context for some minutes.
    private mutating func unlock(_ words: [String]) -> [Command] {
        guard snapshot?.isProduction == true else {
            tell(.remark, "this context is not production, and never locked")
            return []
        }
        guard let minutes = words.first.map({ Int($0) }) ?? 10, (0...480).contains(minutes) else {
            tell(.trouble, "unlock for how many minutes?", hint: ":unlock 10, or :unlock 0 to lock")
            return []
        }
        unlockedUntil = now.advanced(by: .seconds(minutes * 60))
        tell(.remark, minutes == 0 ? "locked" : "unlocked for \(minutes) min")
        return [.unlock(minutes: minutes)]
    }

    private mutating func edit(_ words: [String]) -> [Command] {
        if let objection = objectionToChanges {
            notices.tell(objection, at: now)
            return []
        }
        return target(words).map { [.edit($0)] } ?? []
    }

    private mutating func followRequest(_ words: [String]) {
        guard let id = subject else { return tell(.trouble, "no deployment is selected") }
        var target = LogTarget(deployment: id)
        if case .logs(let open) = page { target = open }
        target.puid = words.first
        openLogs(of: target)
    }

    private mutating func setBeginning(_ words: [String]) {
        let beginnings: [String: LogTarget.Beginning] = [
            "1m": .oneMinute, "5m": .fiveMinutes, "15m": .quarterHour, "1h": .oneHour,
        ]
        guard case .logs(var target) = page else {
            return tell(.trouble, ":since is for the page of logs", hint: "L opens it")
        }
        guard let beginning = words.first.flatMap({ beginnings[$0] }) else {
            return tell(.trouble, "since when?", hint: "1m, 5m, 15m or 1h")
        }
        target.beginning = beginning
        openLogs(of: target)
    }

    private mutating func useTheme(_ words: [String]) -> [Command] {
        let names = settings.themes.map(\.name)
        guard let name = words.first, names.contains(name) else {
            tell(
                .trouble,
                "there is no theme \(words.first ?? "of no name")",
                hint: "there is \(names.joined(separator: ", "))"
            )
            return []
        }
        return [.useTheme(name)]
    }

    private mutating func useMouse(_ words: [String]) -> [Command] {
        let choices = ["on": true, "off": false]
        guard let wanted = words.first.map({ choices[$0] }) ?? !isMouseHeard else {
            tell(.trouble, ":mouse is on or off")
            return []
        }
        isMouseHeard = wanted
        if wanted {
            tell(
                .done,
                "the wheel scrolls, and a click selects; on what is selected it opens",
                hint: "Shift and the mouse select text as before"
            )
        } else {
            tell(.done, "the mouse is the terminal's again")
        }
        return [.useMouse(wanted)]
    }

    private mutating func setContext(_ words: [String]) -> [Command] {
        guard let name = words.first else {
            tell(
                .remark,
                "the context is \(snapshot?.context ?? "not known yet")",
                hint: ":ctx NAME"
            )
            return []
        }
        guard !isReplay else {
            tell(.trouble, "a recording has one context")
            return []
        }
        awaitedContext = name
        return [.setContext(name)]
    }

    private mutating func sortFleet(_ words: [String]) {
        guard let order = words.first.flatMap(FleetState.Order.init) else {
            let names = FleetState.Order.allCases.map(\.rawValue).joined(separator: ", ")
            tell(.trouble, "by what?", hint: "there is \(names)")
            return
        }
        fleet.order = order
        arrange()
    }

    private mutating func chooseColumns(_ words: [String]) {
        let names = Set(words.flatMap { $0.split(separator: ",") }.map { $0.lowercased() })
        if names.isEmpty || names.contains("all") {
            fleet.columns = nil
            return
        }
        if let unknown = names.first(where: { !FleetState.columnNames.contains($0) }) {
            let known = FleetState.columnNames.joined(separator: ", ")
            tell(.trouble, "there is no column \(unknown)", hint: "there is \(known)")
            return
        }
        fleet.columns = names
    }

    private mutating func setScope(_ words: [String]) -> [Command] {
        guard let name = words.first else {
            tell(.trouble, "which namespace?", hint: ":ns NAME, or :ns all")
            return []
        }
        pages = [.fleet]
        return [.setScope(name == "all" ? .all : .one(name))]
    }

    /// Opens the dialog with the weights that were typed, so that they are confirmed like any other.
    private mutating func proposeTraffic(_ words: [String]) {
        guard let deployment = deployment(subject) else {
            tell(.trouble, "no deployment is selected")
            return
        }
        var weights: [String: Int] = [:]
        for word in words {
            let parts = word.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, let weight = Int(parts[1]) else {
                tell(.trouble, "\(word) is no weight", hint: ":traffic main=50 canary=50")
                return
            }
            guard deployment.predictors.contains(where: { $0.name == parts[0] && !$0.isShadow })
            else {
                tell(
                    .trouble,
                    "\(deployment.id.name) has no predictor \(parts[0])",
                    hint: "it has \(deployment.weightsText)"
                )
                return
            }
            weights[String(parts[0])] = weight
        }
        askForTraffic(weights: weights)
    }
}
