/// The floors of the house and what each target may import of ours: the table of the design.
enum House {
    /// Targets by floor, from the ground up.
    ///
    /// An import goes to a lower floor only.
    static let floors: [[String]] = [
        ["Failures"],
        ["Documents", "HTTP"],
        ["Kubernetes", "Inference", "Terminal"],
        ["KubernetesClient", "Seldon", "Telemetry"],
        ["APIServer", "Controllers", "Operator", "Serving"],
        ["Operations", "Orchestrator", "Component"],
        ["Dashboard", "LocalCluster", "CheckReader"],
        ["radiant", "check-reader"],
    ]

    /// Doors: the only importers of what lies behind them, imported by executables alone unless
    /// `guests` says otherwise.
    static let doors: [String: Set<String>] = [
        "Transport": [
            "CCurl", "COpenSSL", "NIOCore", "NIOPosix", "NIOHTTP1", "NIOHTTP2", "NIOHPACK",
            "NIOSSL",
        ],
        "CursesTerminal": ["CNcurses"],
        "Pictures": ["CLeptonica", "CChafa"],
        "Vision": ["CTesseract"],
        "Lettering": ["CPango"],
    ]

    /// Who may import a door besides the executables.
    static let guests: [String: Set<String>] = [
        "Pictures": ["Vision", "CheckReader"], "Vision": ["CheckReader"],
        "Lettering": ["CheckReader"],
    ]

    /// What each target may import of ours.
    static let imports: [String: Set<String>] = [
        "Failures": [],
        "Documents": ["Failures"],
        "HTTP": ["Failures"],
        "Kubernetes": ["Failures", "Documents"],
        "Inference": ["Failures", "Documents"],
        "Terminal": ["Failures", "Documents"],
        "KubernetesClient": ["Failures", "Documents", "HTTP", "Kubernetes"],
        "Seldon": ["Failures", "Documents", "Kubernetes", "Inference"],
        "Telemetry": ["Failures", "HTTP"],
        "APIServer": ["Failures", "Documents", "HTTP", "Kubernetes"],
        "Controllers": ["Failures", "Documents", "HTTP", "Kubernetes", "KubernetesClient"],
        "Operator": ["Failures", "Documents", "Kubernetes", "KubernetesClient", "Seldon"],
        "Serving": ["Failures", "Documents", "HTTP", "Inference", "Telemetry"],
        "Operations": [
            "Failures", "Documents", "HTTP", "Kubernetes", "KubernetesClient", "Seldon",
            "Inference", "Telemetry",
        ],
        "Orchestrator": [
            "Failures", "Documents", "HTTP", "Inference", "Kubernetes", "Seldon", "Serving",
            "Telemetry",
        ],
        "Component": ["Failures", "Documents", "HTTP", "Inference", "Serving", "Telemetry"],
        "Dashboard": [
            "Failures", "Documents", "Terminal", "Operations", "Seldon", "Kubernetes",
        ],
        "LocalCluster": [
            "Failures", "Documents", "HTTP", "Kubernetes", "KubernetesClient", "Seldon",
            "APIServer", "Controllers", "Operator",
        ],
        "CheckReader": [
            "Failures", "Documents", "Inference", "Component", "Vision", "Pictures", "Lettering",
        ],
        "Transport": ["Failures", "HTTP"],
        "CursesTerminal": ["Failures", "Terminal"],
        "Pictures": ["Failures", "Terminal"],
        "Vision": ["Failures", "Pictures"],
        "Lettering": ["Failures"],
    ]

    /// What an executable may not import.
    static let forbidden: [String: Set<String>] = ["radiant": ["CheckReader", "Vision"]]

    /// Packages that a target may import besides swift-log and swift-collections, which all may.
    static let packages: [String: Set<String>] = [
        "HTTP": ["HTTPTypes"],
        "Inference": ["SwiftProtobuf"],
        "KubernetesClient": ["HTTPTypes"],
        "Telemetry": ["HTTPTypes"],
        "APIServer": ["HTTPTypes", "GRDB"],
        "Controllers": ["HTTPTypes"],
        "Serving": ["HTTPTypes"],
        "Operations": ["HTTPTypes"],
        "Orchestrator": ["HTTPTypes"],
        "Component": ["HTTPTypes"],
        "LocalCluster": ["HTTPTypes", "Subprocess", "SystemPackage"],
        "Transport": ["HTTPTypes"],
        "radiant": ["HTTPTypes", "ArgumentParser", "Subprocess", "SystemPackage"],
        "check-reader": ["HTTPTypes", "ArgumentParser"],
    ]

    /// C libraries that belong to no door.
    static let libraries: [String: Set<String>] = [
        "Documents": ["CYAML"], "CheckReader": ["CVectors"],
    ]

    /// Parts of the toolchain, which anybody may import.
    static let toolchain: Set<String> = [
        "Swift", "Glibc", "FoundationEssentials", "Foundation", "Synchronization", "Dispatch",
    ]

    /// Packages that anybody may import.
    static let everywhere: Set<String> = ["Logging", "OrderedCollections", "DequeModule"]
}
