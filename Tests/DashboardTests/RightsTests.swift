import Operations
import Terminal
import Testing

@testable import Dashboard

/// What one may not do, on the keys that would do it.
struct RightsTests {
    private func state(_ granted: Set<Permission>) -> DashboardState {
        var state = DashboardState.sample(columns: 120, rows: 36)
        let namespace = state.subject?.namespace ?? ""
        var snapshot = Samples.snapshot(Samples.fleet)
        snapshot.rights = Rights(granted, in: namespace)
        _ = update(&state, with: .snapshot(snapshot))
        return state
    }

    @Test func `a key whose right is missing says which one and does nothing`() {
        var state = state([.changeDeployments])
        let namespace = state.subject?.namespace ?? ""
        let pages = state.pages

        _ = state.perform(.logs)

        #expect(state.pages == pages)
        #expect(state.text.contains("the right to get pods/log in \(namespace) is missing"))
    }

    @Test func `a key whose right is there does what it does`() {
        var state = state([.readLogs])

        _ = state.perform(.logs)

        #expect(state.pages.count == 2)
    }

    @Test func `help greys out what one may not do and names verb and resource`() {
        var state = state([.readLogs])

        _ = state.perform(.help)

        #expect(state.text.contains("(needs patch sdep)"))
    }

    @Test func `rights that are not known yet are no objection`() {
        let state = DashboardState.sample(columns: 120, rows: 36)

        #expect(state.objectionOfRights(to: .traffic) == nil)
    }
}
