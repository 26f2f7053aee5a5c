import Failures
import Glibc
import Operations
import Terminal

/// The themes that come with the program and those of the user.
enum ThemeCatalogue {
    /// The themes that come with the program, the one of the terminal's own colours first.
    ///
    /// - Throws: `ThemeError`, when one of ours cannot be read.
    static func builtIn() throws(ThemeError) -> [Theme] {
        var themes = [Theme.terminal]
        for bytes in [
            PackageResources.dark_yaml, PackageResources.light_yaml,
            PackageResources.high_contrast_yaml, PackageResources.color_blind_yaml,
            PackageResources.monochrome_yaml,
        ] {
            themes.append(try Theme(yaml: String(decoding: bytes, as: UTF8.self)))
        }
        return themes
    }

    /// The theme of a name: the user's own wins over one of ours.
    ///
    /// - Throws: `Failure` when there is none, or it cannot be read.
    static func theme(named name: String?, _ environment: [String: String]) throws -> Theme {
        guard let name else { return Theme.terminal }
        let path = "\(folder(environment))/\(name).yaml"
        if !name.contains("/"), access(path, F_OK) == 0 {
            do {
                return try Theme(yaml: try InputFile.text(at: path))
            } catch {
                throw Failure(
                    "the theme \(path) cannot be used: \(Failure(describing: error).message)"
                )
            }
        }
        let themes = try builtIn()
        guard let theme = themes.first(where: { $0.name == name }) else {
            throw Failure(
                "there is no theme \(name)",
                hint: "there is \(themes.map(\.name).joined(separator: ", "))"
            )
        }
        return theme
    }

    /// Every theme that there is, the user's own first; one that cannot be read is left out.
    static func all(_ environment: [String: String]) -> [Theme] {
        let folder = folder(environment)
        let own = InputFile.names(in: folder).filter { $0.hasSuffix(".yaml") }.compactMap { name in
            try? theme(named: String(name.dropLast(".yaml".count)), environment)
        }
        let names = Set(own.map(\.name))
        return own + ((try? builtIn()) ?? [Theme.terminal]).filter { !names.contains($0.name) }
    }

    /// The theme that is wished for on a terminal; with nothing known of its background, or without
    /// many colours, its own colours.
    ///
    /// - Parameters:
    ///   - name: The one that the command line names, or `nil`.
    ///   - rule: What holds for the context.
    ///   - configuration: What the user has set.
    ///   - capabilities: What the terminal can show.
    ///   - environment: The variables of the process.
    /// - Returns: The theme.
    /// - Throws: `Failure` when there is no such theme, or it cannot be read.
    static func theme(
        named name: String?,
        rule: Configuration.ContextRule?,
        _ configuration: Configuration,
        _ capabilities: TerminalCapabilities,
        _ environment: [String: String]
    ) throws -> Theme {
        if let name = name ?? rule?.theme { return try theme(named: name, environment) }
        switch configuration.theme {
        case .named(let name): return try theme(named: name, environment)
        case .automatic(let dark, let light):
            guard let isLight = capabilities.isLight, capabilities.colorDepth >= .palette else {
                return Theme.terminal
            }
            return try theme(named: isLight ? light : dark, environment)
        }
    }

    /// Reads every theme that a configuration names.
    ///
    /// - Throws: `Failure` when there is none of a name, or it cannot be read.
    static func check(_ configuration: Configuration, _ environment: [String: String]) throws {
        var names = configuration.contexts.compactMap(\.theme)
        switch configuration.theme {
        case .named(let name): names.append(name)
        case .automatic(let dark, let light): names += [dark, light]
        }
        for name in names { _ = try theme(named: name, environment) }
    }

    /// Where the user's own themes are.
    static func folder(_ environment: [String: String]) -> String {
        if let path = environment["XDG_CONFIG_HOME"], !path.isEmpty {
            return path + "/radiant/themes"
        }
        return (environment["HOME"] ?? "") + "/.config/radiant/themes"
    }
}
