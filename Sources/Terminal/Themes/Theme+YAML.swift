import Documents

extension Theme {
    /// A theme from YAML: `name`, `summary`, and `styles` by role in the words of
    /// ``Style/init(notation:)``.
    ///
    /// Roles that are left out look as in ``terminal``.
    ///
    /// - Parameter yaml: The text of a theme file.
    /// - Throws: ``ThemeError`` with the place of the fault.
    public init(yaml: String) throws(ThemeError) {
        let documents: [YAMLNode]
        do throws(DocumentError) { documents = try YAML.documents(in: yaml) } catch {
            throw .unreadable(error)
        }
        guard let root = documents.first, case .mapping(let members) = root.content else {
            throw .notATheme(documents.first?.position ?? Position(line: 1, column: 1))
        }
        var theme = Theme(name: "", styles: Theme.terminal.styles)
        for member in members {
            switch member.name {
            case "name": theme.name = try Self.text(of: member.value)
            case "summary": theme.summary = try Self.text(of: member.value)
            case "styles":
                for (role, style) in try Self.styles(of: member.value) {
                    theme.styles[role] = style
                }
            default: throw .unknownName(member.name, member.key.position)
            }
        }
        guard !theme.name.isEmpty else { throw .notATheme(root.position) }
        self = theme
    }

    private static func text(of node: YAMLNode) throws(ThemeError) -> String {
        guard case .scalar(let text, _) = node.content else { throw .notATheme(node.position) }
        return text
    }

    private static func styles(of node: YAMLNode) throws(ThemeError) -> [Role: Style] {
        guard case .mapping(let members) = node.content else { throw .notATheme(node.position) }
        var styles: [Role: Style] = [:]
        for member in members {
            guard let role = Role(rawValue: member.name) else {
                throw .unknownName(member.name, member.key.position)
            }
            let words = try text(of: member.value)
            guard let style = Style(notation: words) else {
                throw .unknownStyle(words, member.value.position)
            }
            styles[role] = style
        }
        return styles
    }
}
