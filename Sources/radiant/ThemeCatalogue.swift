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

    /// Where the user's own themes are.
    static func folder(_ environment: [String: String]) -> String {
        if let path = environment["XDG_CONFIG_HOME"], !path.isEmpty {
            return path + "/radiant/themes"
        }
        return (environment["HOME"] ?? "") + "/.config/radiant/themes"
    }
}
