import Dashboard
import Documents
import Failures
import Glibc
import Operations

extension Configuration {
    /// Reads the user's file; where there is none, nothing is set.
    ///
    /// - Throws: ``ConfigurationError``; only a file that was named must be there.
    static func load(
        _ environment: [String: String] = Environment.variables
    ) throws(ConfigurationError) -> Configuration {
        let path = path(environment)
        let isNamed = environment["RADIANT_CONFIG"]?.isEmpty == false
        guard isNamed || access(path, F_OK) == 0 else { return Configuration() }
        let text: String
        do {
            text = try InputFile.text(at: path)
        } catch {
            throw .unreadable(path: path, error.failure)
        }
        return try Configuration(yaml: text, path: path)
    }

    /// Reads the text of a configuration file.
    ///
    /// - Throws: ``ConfigurationError`` with the line and the column of what is wrong.
    init(yaml text: String, path: String) throws(ConfigurationError) {
        let documents: [YAMLNode]
        do throws(DocumentError) { documents = try YAML.documents(in: text) } catch {
            throw .unreadable(path: path, error.failure)
        }
        self.init()
        guard let root = documents.first else { return }
        let reader = ConfigurationReader(path: path)
        for member in try reader.members(root) {
            switch member.name {
            case "theme": theme = try reader.theme(member.value)
            case "keys": keys = try reader.keys(member.value)
            case "bell": ringsBell = try reader.truth(member.value)
            case "notify": notifies = try reader.truth(member.value)
            case "mouse": usesMouse = try reader.truth(member.value)
            case "production": production = try reader.texts(member.value)
            case "thresholds": thresholds = try reader.thresholds(member.value)
            case "editor": editor = try reader.text(member.value)
            case "contexts": contexts = try reader.contexts(member.value)
            case "images":
                images = try reader.members(member.value).map { entry throws(ConfigurationError) in
                    "\(entry.name)=\(try reader.text(entry.value))"
                }
            default:
                throw reader.unknown(
                    member,
                    [
                        "theme", "keys", "bell", "notify", "mouse", "thresholds", "editor",
                        "production", "contexts", "images",
                    ]
                )
            }
        }
    }
}

/// Reads values and says where one is not as it must be.
struct ConfigurationReader {
    let path: String

    func members(_ node: YAMLNode) throws(ConfigurationError) -> [YAMLNode.Member] {
        switch node.content {
        case .mapping(let members): return members
        case .scalar("", _), .scalar("~", isPlain: true): return []
        default: throw invalid(node, "named values are expected here")
        }
    }

    func text(_ node: YAMLNode) throws(ConfigurationError) -> String {
        guard case .scalar(let text, _) = node.content else {
            throw invalid(node, "a single value is expected here")
        }
        return text
    }

    func truth(_ node: YAMLNode) throws(ConfigurationError) -> Bool {
        guard let truth = node.json.bool else {
            throw invalid(node, "true or false is expected here")
        }
        return truth
    }

    /// A list of texts, or one text alone.
    func texts(_ node: YAMLNode) throws(ConfigurationError) -> [String] {
        guard case .sequence(let items) = node.content else { return [try text(node)] }
        var texts: [String] = []
        for item in items { texts.append(try text(item)) }
        return texts
    }

    func theme(_ node: YAMLNode) throws(ConfigurationError) -> Configuration.ThemeWish {
        guard case .mapping(let members) = node.content else {
            let name = try text(node)
            return name == "auto" ? Configuration().theme : .named(name)
        }
        var (dark, light) = ("dark", "light")
        for member in members {
            switch member.name {
            case "dark": dark = try text(member.value)
            case "light": light = try text(member.value)
            default: throw unknown(member, ["dark", "light"])
            }
        }
        return .automatic(dark: dark, light: light)
    }

    func keys(_ node: YAMLNode) throws(ConfigurationError) -> KeyBindings {
        var bindings = KeyBindings()
        let members = try members(node)
        // The preset comes first, wherever it stands.
        for member in members where member.name == "preset" {
            let name = try text(member.value)
            guard let preset = KeyBindings.Preset(rawValue: name) else {
                let names = KeyBindings.Preset.allCases.map(\.rawValue)
                throw invalid(
                    member.value,
                    "there is no preset \(name)",
                    hint: "there is \(names.joined(separator: ", "))"
                )
            }
            bindings = KeyBindings(preset: preset)
        }
        for member in members where member.name != "preset" {
            let keys = try texts(member.value)
            do throws(KeyBindingError) {
                try bindings.bind(keys, to: member.name)
            } catch {
                throw invalid(
                    member.value,
                    error.failure.message,
                    hint: error.failure.hint
                )
            }
        }
        return bindings
    }

    func contexts(
        _ node: YAMLNode
    ) throws(ConfigurationError) -> [Configuration.ContextRule] {
        var rules: [Configuration.ContextRule] = []
        for entry in try members(node) {
            var rule = Configuration.ContextRule(pattern: entry.name)
            for member in try members(entry.value) {
                switch member.name {
                case "theme": rule.theme = try text(member.value)
                case "gateway": rule.gateway = try text(member.value)
                case "prometheus": rule.prometheus = try text(member.value)
                case "read-only": rule.isReadOnly = try truth(member.value)
                default: throw unknown(member, ["theme", "gateway", "prometheus", "read-only"])
                }
            }
            rules.append(rule)
        }
        return rules
    }

    func unknown(_ member: YAMLNode.Member, _ names: [String]) -> ConfigurationError {
        invalid(
            member.key,
            "\(member.name) is none of what can be set here",
            hint: "there is \(names.joined(separator: ", "))"
        )
    }

    func invalid(_ node: YAMLNode, _ what: String, hint: String? = nil) -> ConfigurationError {
        .invalid(path: path, node.position, what: what, hint: hint)
    }
}
