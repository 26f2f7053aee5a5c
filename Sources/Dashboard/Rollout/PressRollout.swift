import Operations
import Terminal

extension DashboardState {
    /// Begins a promotion, or lets the one that is under way stand still or go on.
    mutating func askForRollout() -> [Command] {
        guard let deployment = deployment(subject) else { return [] }
        guard let rollout = deployment.rollout, !rollout.phase.isOver else {
            return openPromotion(of: deployment)
        }
        if let objection = objectionToChanges {
            notices.tell(objection, at: now)
            return []
        }
        let request: RolloutRequest =
            rollout.hold != nil || rollout.phase == .approving
            ? .resume(deployment.id)
            : rollout.isAttended(at: now) ? .pause(deployment.id) : .takeOver(deployment.id)
        return [.carryOut(request, typedName: nil)]
    }

    private mutating func openPromotion(of deployment: DeploymentSnapshot) -> [Command] {
        if let objection = objectionToChanges {
            notices.tell(objection, at: now)
            return []
        }
        guard deployment.predictors.count(where: { !$0.isShadow }) > 1 else {
            tell(
                .remark,
                "\(deployment.id.name) has one predictor, and nothing to promote",
                hint: "radiant canary \(deployment.id.name) --set-image NODE=IMAGE adds one"
            )
            return []
        }
        overlay = .rollout(RolloutDialog(promoting: deployment.id))
        return []
    }

    /// Asks what an abort or an undo would do.
    mutating func ask(for request: (DeploymentID) -> RolloutRequest) -> [Command] {
        guard let subject else { return [] }
        let request = request(subject)
        let isAbort = if case .abort = request { true } else { false }
        // Production is never locked against taking traffic away from what is suspected.
        if let objection = isAbort ? objectionToAborts : objectionToChanges {
            notices.tell(objection, at: now)
            return []
        }
        overlay = .rollout(RolloutDialog(request))
        return [.planRollout(request)]
    }

    /// Takes a key for the dialog.
    mutating func press(_ key: KeyEvent, _ dialog: RolloutDialog) -> [Command] {
        var dialog = dialog
        defer { if overlay != nil { overlay = .rollout(dialog) } }
        switch dialog.stage {
        case .form: return pressForm(key, &dialog)
        case .asking:
            if key == .escape { overlay = nil }
            return []
        case .confirming(let outlook):
            return pressConfirmation(key, &dialog, outlook)
        }
    }

    private mutating func pressForm(_ key: KeyEvent, _ dialog: inout RolloutDialog) -> [Command] {
        switch key {
        case .escape: overlay = nil
        case .up, .backTab: dialog.focus = max(0, dialog.focus - 1)
        case .down, .tab: dialog.focus = min(RolloutDialog.fields - 1, dialog.focus + 1)
        case .enter:
            guard dialog.objection == nil else { break }
            dialog.request = .promote(dialog.deployment, dialog.wish)
            dialog.stage = .asking
            return [.planRollout(dialog.request)]
        default: dialog.type(key)
        }
        return []
    }

    private mutating func pressConfirmation(
        _ key: KeyEvent,
        _ dialog: inout RolloutDialog,
        _ outlook: RolloutOutlook
    ) -> [Command] {
        let takesText = outlook.name != nil
        switch key {
        case .escape:
            overlay = nil
        case .down, .pageDown:
            dialog.scroll = min(max(0, outlook.patch.count - 1), dialog.scroll + 1)
        case .up, .pageUp: dialog.scroll = max(0, dialog.scroll - 1)
        case .enter where dialog.isMeant, .character("y") where !takesText:
            overlay = nil
            tell(.remark, "sent: \(dialog.request.title) \(dialog.deployment.name)")
            return [
                .carryOut(dialog.request, typedName: takesText ? dialog.typedName.text : nil)
            ]
        case .character("n") where !takesText: overlay = nil
        default: if takesText { _ = dialog.typedName.receive(key) }
        }
        return []
    }

    /// Takes what would happen into the dialog that asked.
    mutating func take(_ outlook: RolloutOutlook, for request: RolloutRequest) {
        guard case .rollout(var dialog) = overlay, dialog.request == request,
            dialog.stage == .asking
        else { return }
        dialog.stage = .confirming(outlook)
        overlay = .rollout(dialog)
    }

    /// Ends the dialog when nothing can come of it.
    mutating func forget(_ request: RolloutRequest) {
        guard case .rollout(let dialog) = overlay, dialog.request == request else { return }
        overlay = nil
    }
}
