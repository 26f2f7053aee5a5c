import CursesTerminal
import Dashboard
import Operations
import Terminal

/// How the user wants the dashboard to be.
struct DashboardWishes: Sendable {
    /// What the configuration file says.
    var configuration: Configuration
    /// The theme that the command line names, or `nil`.
    var theme: String?

    /// Reads the configuration, and sees to it that every theme is there before the screen is taken.
    ///
    /// - Throws: `ConfigurationError`, `ThemeError`, or `Failure` when there is no such theme.
    init(theme: String?, _ environment: [String: String] = Environment.variables) throws {
        configuration = try Configuration.load(environment)
        self.theme = theme
        if let theme { _ = try ThemeCatalogue.theme(named: theme, environment) }
        try ThemeCatalogue.check(configuration, environment)
    }

    /// The program that edits.
    func editor(_ environment: [String: String]) -> String {
        let wished = [configuration.editor, environment["VISUAL"], environment["EDITOR"]]
        return wished.lazy.compactMap(\.self).first { !$0.isEmpty } ?? "vi"
    }
}

/// The dashboard on this terminal.
enum DashboardRun {
    /// After how long what was needed to start is not needed any more.
    private static let startLength = Duration.seconds(3)

    /// Prints what a session shows, line by line, until the process is ended.
    static func report(_ session: ClusterSession) async {
        let snapshots = await session.snapshots()
        await withDiscardingTaskGroup { group in
            group.addTask { await session.run() }
            var report = PlainReport(secondsFromGMT: Environment.secondsFromGMT)
            for await snapshot in snapshots {
                for line in report.lines(for: snapshot) { Output.print(line + "\n") }
            }
            group.cancelAll()
        }
    }

    /// Shows a session until the user leaves, or the cluster of another context that they choose.
    ///
    /// - Throws: `CursesError` when the terminal cannot be drawn on.
    static func run(
        _ connection: Connection,
        _ session: ClusterSession,
        _ wishes: DashboardWishes
    ) async throws {
        let variables = Environment.variables
        let device = try await CursesScreen.open(variables: variables)
        connection.plugins.giveWay { body in await device.lend(while: body) }
        let capabilities = device.capabilities
        let theme = theme(connection, wishes, capabilities, variables)
        @Sendable func means(
            _ connection: Connection,
            _ session: ClusterSession
        ) -> LiveCommandRunner.Means {
            LiveCommandRunner.Means(
                operations: connection.operations,
                session: session,
                capabilities: capabilities,
                theme: theme.adapted(to: capabilities.colorDepth),
                editor: wishes.editor(variables),
                kubectlOptions: connection.kubectlOptions
            )
        }
        let link = ClusterLink(means(connection, session)) { context in
            let other = try connection.to(context: context)
            return means(other, other.session(.all, thresholds: wishes.configuration.thresholds))
        }
        let settings = DashboardSettings(
            keys: wishes.configuration.keys,
            ringsBell: wishes.configuration.ringsBell,
            notifies: wishes.configuration.notifies,
            usesMouse: wishes.configuration.usesMouse,
            themes: ThemeCatalogue.all(variables),
            contexts: connection.contexts,
            kubectlOptions: connection.kubectlOptions
        )
        await withDiscardingTaskGroup { group in
            group.addTask { await link.run() }
            group.addTask {
                guard (try? await ContinuousClock().sleep(for: startLength)) != nil else { return }
                ResidentText.giveBack()
            }
            await DashboardSession.run(
                device: device,
                snapshots: link.snapshots,
                runner: LiveCommandRunner(link),
                clock: ContinuousClock(),
                theme: theme,
                now: connection.operations.now,
                secondsFromGMT: Environment.secondsFromGMT,
                settings: settings
            )
            group.cancelAll()
        }
    }

    /// Shows a recording until the user leaves.
    ///
    /// - Throws: `CursesError` when the terminal cannot be drawn on, or `Failure` for a theme that
    ///   is not there.
    static func replay(_ recording: Recording, _ wishes: DashboardWishes) async throws {
        let variables = Environment.variables
        let device = try await CursesScreen.open(variables: variables)
        let theme = try? ThemeCatalogue.theme(
            named: wishes.theme,
            rule: nil,
            wishes.configuration,
            device.capabilities,
            variables
        )
        await DashboardSession.run(
            device: device,
            replaying: recording,
            runner: ReplayCommandRunner(),
            clock: ContinuousClock(),
            theme: theme ?? .terminal,
            secondsFromGMT: Environment.secondsFromGMT,
            settings: DashboardSettings(
                keys: wishes.configuration.keys,
                ringsBell: false,
                usesMouse: wishes.configuration.usesMouse,
                themes: ThemeCatalogue.all(variables)
            )
        )
    }

    /// The theme for this terminal; each of them could be read before.
    private static func theme(
        _ connection: Connection,
        _ wishes: DashboardWishes,
        _ capabilities: TerminalCapabilities,
        _ variables: [String: String]
    ) -> Theme {
        let theme = try? ThemeCatalogue.theme(
            named: wishes.theme,
            rule: connection.rule,
            wishes.configuration,
            capabilities,
            variables
        )
        return theme ?? Theme.terminal
    }
}
