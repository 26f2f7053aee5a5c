import ArgumentParser
import Terminal

struct ThemesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "themes",
        abstract: "The themes of the dashboard.",
        discussion: """
            Example: radiant --theme light

            Without --theme and without one in the configuration, the terminal is asked how light its \
            background is. Your own are YAML files in $XDG_CONFIG_HOME/radiant/themes.
            """
    )

    func run() throws {
        let themes = ThemeCatalogue.all(Environment.variables)
        let width = themes.map(\.name.count).max() ?? 0
        for theme in themes {
            let space = String(repeating: " ", count: width - theme.name.count + 3)
            Output.print(theme.name + space + theme.summary + "\n")
        }
    }
}
