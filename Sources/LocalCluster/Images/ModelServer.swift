import Glibc

/// MLServer, which Seldon's prepackaged servers are under the protocol `v2`, where the user has it.
struct ModelServer: Sendable {
    private static let pattern = ImagePattern(text: "seldonio/mlserver:*")
    /// The packages of Python that serve a kind of model, by the end of the image's tag.
    private static let packages = [
        "sklearn": "mlserver-sklearn", "xgboost": "mlserver-xgboost", "mlflow": "mlserver-mlflow",
        "lightgbm": "mlserver-lightgbm", "huggingface": "mlserver-huggingface",
    ]

    private let package: String?

    /// Takes an image; `nil` when it is not MLServer's.
    init?(image: String) {
        guard ModelServer.pattern.matches(image) else { return nil }
        let kind = ImagePattern.tag(of: image)?.split(separator: "-").last.map(String.init) ?? ""
        package = ModelServer.packages[kind]
    }

    /// MLServer in one of the folders of a path; `nil` where it, or what serves the kind of model, is
    /// not installed.
    func program(in path: String) -> ImageCatalogue.Program? {
        guard let program = ImageCatalogue.find("mlserver", in: path),
            package.map({ ModelServer.has($0, beside: program) }) ?? true
        else { return nil }
        return ImageCatalogue.Program(
            words: [program, "start", "/mnt/models"],
            isOwn: false,
            ignoresArguments: true
        )
    }

    /// What to install.
    var hint: String {
        let packages = ["mlserver", package].compactMap { $0 }.joined(separator: " ")
        return "install it with: pip install \(packages), and start radiant up with the folder of "
            + "the program mlserver in PATH"
    }

    /// Whether a package is installed where a program is; where that cannot be told, it is.
    private static func has(_ package: String, beside program: String) -> Bool {
        let folder = program.split(separator: "/", omittingEmptySubsequences: false)
            .dropLast(2).joined(separator: "/")
        let module = package.replacing("-", with: "_")
        var found = glob_t()
        defer { globfree(&found) }
        guard glob(folder + "/lib/python3*/site-packages/mlserver", 0, nil, &found) == 0 else {
            return true
        }
        var other = glob_t()
        defer { globfree(&other) }
        return glob(folder + "/lib/python3*/site-packages/" + module, 0, nil, &other) == 0
    }
}
