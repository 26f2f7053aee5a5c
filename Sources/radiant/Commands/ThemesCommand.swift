import ArgumentParser
import Terminal

struct ThemesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "themes",
        abstract: "The themes of the dashboard.",
        discussion: """
            Example: radiant --theme light

            Your own are YAML files in $XDG_CONFIG_HOME/radiant/themes.
            """
    )

    func run() throws {
        let themes = try ThemeCatalogue.builtIn()
        let width = themes.map(\.name.count).max() ?? 0
        for theme in themes {
            let space = String(repeating: " ", count: width - theme.name.count + 3)
            Output.print(theme.name + space + theme.summary + "\n")
        }
    }
}
