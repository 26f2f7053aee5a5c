import Documents
import FoundationEssentials

/// The kubeconfig of the administrator, which kubectl and the console read.
enum KubeconfigFile {
    /// Writes the file.
    ///
    /// - Throws: `LocalClusterError.notWritable`.
    static func write(
        server: String,
        authority: [UInt8],
        token: String,
        to path: String
    ) throws(LocalClusterError) {
        let authorityData = Data(authority).base64EncodedString()
        let json: JSON = [
            "apiVersion": "v1", "kind": "Config", "current-context": "radiant",
            "clusters": [
                [
                    "name": "radiant",
                    "cluster": [
                        "server": .string(server),
                        "certificate-authority-data": .string(authorityData),
                    ],
                ]
            ],
            "users": [["name": "admin", "user": ["token": .string(token)]]],
            "contexts": [
                [
                    "name": "radiant",
                    "context": ["cluster": "radiant", "user": "admin", "namespace": "default"],
                ]
            ],
        ]
        try PrivateFile.write(Array(json.yaml.utf8), to: path)
    }
}
