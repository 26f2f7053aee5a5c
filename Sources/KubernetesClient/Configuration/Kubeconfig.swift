public import Documents
import Failures
import FoundationEssentials

/// What kubectl's configuration files say, several of them merged into one.
///
/// The rules are those of kubectl: of entries with one name the first file's counts, whole; so does
/// the first file that names a current context. File names in it are relative to the file that
/// has them.
public struct Kubeconfig: Sendable, Hashable {
    /// The context to use where none is asked for; empty when there is none.
    public var currentContext: String
    /// The contexts by name.
    public private(set) var contexts: [String: Entry]
    /// The clusters by name.
    public private(set) var clusters: [String: Entry]
    /// The users by name.
    public private(set) var users: [String: Entry]

    /// One named entry, with the folder that its file names are relative to.
    public struct Entry: Sendable, Hashable {
        /// The entry's own value.
        public var json: JSON
        /// The file that it stands in.
        public var file: String

        /// A text of the entry; `nil` when it is missing or empty.
        func text(_ key: String) -> String? {
            guard let text = json[key]?.string, !text.isEmpty else { return nil }
            return text
        }

        /// A file name of the entry, made absolute.
        func path(_ key: String) -> String? { text(key).map(absolute) }

        /// A file name that stands in the entry, made absolute.
        func absolute(_ path: String) -> String {
            guard !path.hasPrefix("/"), let slash = file.lastIndex(of: "/") else { return path }
            return file[...slash] + path
        }

        /// What `KEY-data` holds, or else the file that `KEY` names; `nil` when there is neither.
        ///
        /// - Throws: `ClientError.kubeconfigMalformed`, `.fileUnreadable`.
        func material(_ key: String) throws(ClientError) -> [UInt8]? {
            if let text = text(key + "-data") {
                guard let data = Data(base64Encoded: text, options: .ignoreUnknownCharacters)
                else { throw .kubeconfigMalformed(path: file, problem: "\(key)-data is no base64") }
                return Array(data)
            }
            guard let path = path(key) else { return nil }
            return try TextFile.bytes(at: path)
        }

        /// The files of the client certificate; `nil` unless both its halves come from files.
        var certificateFiles: CertificateFiles? {
            guard text("client-certificate-data") == nil, text("client-key-data") == nil,
                let certificate = path("client-certificate"), let key = path("client-key")
            else { return nil }
            return CertificateFiles(certificate: certificate, key: key)
        }
    }

    /// Makes an empty configuration.
    public init() {
        currentContext = ""
        contexts = [:]
        clusters = [:]
        users = [:]
    }

    /// Reads the text of one file.
    ///
    /// - Parameters:
    ///   - text: The YAML or JSON.
    ///   - file: The file's name, for errors and for names relative to it.
    /// - Throws: `ClientError.kubeconfigMalformed`.
    public init(parsing text: String, file: String) throws(ClientError) {
        self.init()
        let json: JSON
        do {
            json = try YAML.json(parsing: text)
        } catch {
            throw .kubeconfigMalformed(path: file, problem: error.failure.message)
        }
        guard json.object != nil || json.isNull else {
            throw .kubeconfigMalformed(path: file, problem: "it is no mapping")
        }
        currentContext = json["current-context"]?.string ?? ""
        contexts = try Kubeconfig.entries(json, "contexts", "context", file)
        clusters = try Kubeconfig.entries(json, "clusters", "cluster", file)
        users = try Kubeconfig.entries(json, "users", "user", file)
    }

    private static func entries(
        _ json: JSON,
        _ list: String,
        _ member: String,
        _ file: String
    ) throws(ClientError) -> [String: Entry] {
        var entries: [String: Entry] = [:]
        for item in json[list]?.elements ?? [] {
            guard let name = item["name"]?.string else {
                throw .kubeconfigMalformed(path: file, problem: "an entry of \(list) has no name")
            }
            guard entries[name] == nil else {
                let problem = "\(list) has two entries named \(name)"
                throw .kubeconfigMalformed(path: file, problem: problem)
            }
            entries[name] = Entry(json: item[member] ?? .object([:]), file: file)
        }
        return entries
    }

    /// Takes in what another configuration has and this one lacks.
    public mutating func merge(_ later: Kubeconfig) {
        if currentContext.isEmpty { currentContext = later.currentContext }
        contexts.merge(later.contexts) { mine, _ in mine }
        clusters.merge(later.clusters) { mine, _ in mine }
        users.merge(later.users) { mine, _ in mine }
    }
}
