// swift-tools-version: 6.2
import PackageDescription

// The floors of the house, from the ground up: a target may import what stands below it, never
// beside or above it. `Tests/ArchitectureTests` holds the sources to this table.

let settings: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .enableUpcomingFeature("InferIsolatedConformances"),
]

extension Target.Dependency {
    static let argumentParser = product(name: "ArgumentParser", package: "swift-argument-parser")
    static let collections = product(name: "OrderedCollections", package: "swift-collections")
    static let deque = product(name: "DequeModule", package: "swift-collections")
    static let httpTypes = product(name: "HTTPTypes", package: "swift-http-types")
    static let logging = product(name: "Logging", package: "swift-log")
    static let grdb = product(name: "GRDB", package: "GRDB.swift")
    static let subprocess = product(name: "Subprocess", package: "swift-subprocess")
    static let system = product(name: "SystemPackage", package: "swift-system")
    static let nioCore = product(name: "NIOCore", package: "swift-nio")
    static let nioPosix = product(name: "NIOPosix", package: "swift-nio")
    static let nioHTTP1 = product(name: "NIOHTTP1", package: "swift-nio")
    static let nioEmbedded = product(name: "NIOEmbedded", package: "swift-nio")
    static let nioSSL = product(name: "NIOSSL", package: "swift-nio-ssl")
    static let nioHTTP2 = product(name: "NIOHTTP2", package: "swift-nio-http2")
    static let nioHPACK = product(name: "NIOHPACK", package: "swift-nio-http2")
    static let protobuf = product(name: "SwiftProtobuf", package: "swift-protobuf")
}

/// A library target of ours and its test target, which may import more than the target does.
func house(
    _ name: String,
    _ dependencies: [Target.Dependency],
    resources: [Resource]? = nil,
    tests: [Target.Dependency]? = [],
    testResources: [Resource]? = nil,
    exclude: [String] = [],
    testExclude: [String] = [],
    isNumeric: Bool = false
) -> [Target] {
    // Loops over pixels are 50 times slower without optimisation: too slow to test.
    let swiftSettings =
        isNumeric ? settings + [.unsafeFlags(["-O"], .when(configuration: .debug))] : settings
    let library = Target.target(
        name: name,
        dependencies: dependencies,
        exclude: exclude,
        resources: resources,
        swiftSettings: swiftSettings
    )
    guard let tests else { return [library] }
    return [
        library,
        .testTarget(
            name: name + "Tests",
            dependencies: [.byName(name: name)] + dependencies + tests,
            exclude: testExclude,
            resources: testResources,
            swiftSettings: settings
        ),
    ]
}

/// A C library of the system, seen through a header-only shim.
func system(_ name: String, pkgConfig: String? = nil, apt: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}

let ground: [[Target]] = [
    [system("CYAML", pkgConfig: "yaml-0.1", apt: "libyaml-dev")],
    house("Failures", [], tests: nil),
    house("Documents", ["Failures", "CYAML", .collections]),
    house("HTTP", ["Failures", .httpTypes]),
]

let floor1: [[Target]] = [
    house("Kubernetes", ["Failures", "Documents", .collections]),
    house("Inference", ["Failures", "Documents", .protobuf], exclude: ["Protos"]),
    house("Terminal", ["Failures", "Documents"]),
]

let floor2: [[Target]] = [
    house(
        "KubernetesClient",
        ["Failures", "Documents", "HTTP", "Kubernetes", .httpTypes, .logging],
        tests: ["Transport"]
    ),
    house("Seldon", ["Failures", "Documents", "Kubernetes", "Inference", .collections]),
    house("Telemetry", ["Failures", "HTTP", .httpTypes, .collections]),
]

let floor3: [[Target]] = [
    house(
        "APIServer",
        [
            "Failures", "Documents", "HTTP", "Kubernetes", .httpTypes, .collections, .grdb,
            .logging,
        ]
    ),
    house(
        "Controllers",
        ["Failures", "Documents", "HTTP", "Kubernetes", "KubernetesClient", .logging],
        tests: ["APIServer"]
    ),
    house(
        "Operator",
        ["Failures", "Documents", "Kubernetes", "KubernetesClient", "Seldon", .logging],
        tests: ["APIServer", "HTTP"]
    ),
    house(
        "Serving",
        ["Failures", "Documents", "HTTP", "Inference", "Telemetry", .httpTypes, .logging]
    ),
]

let floor4: [[Target]] = [
    house(
        "Operations",
        [
            "Failures", "Documents", "HTTP", "Kubernetes", "KubernetesClient", "Seldon",
            "Inference",
            "Telemetry", .httpTypes, .collections, .logging,
        ],
        tests: ["APIServer"]
    ),
    house(
        "Orchestrator",
        [
            "Failures", "Documents", "HTTP", "Inference", "Kubernetes", "Seldon", "Serving",
            "Telemetry",
            .httpTypes, .collections, .logging,
        ]
    ),
    house(
        "Component",
        [
            "Failures", "Documents", "HTTP", "Inference", "Serving", "Telemetry", .httpTypes,
            .logging,
        ]
    ),
]

let floor5: [[Target]] = [
    house(
        "Dashboard",
        ["Failures", "Documents", "Terminal", "Operations", "Seldon", "Kubernetes", .collections],
        testResources: [.copy("Screens")]
    ),
    house(
        "LocalCluster",
        [
            "Failures", "Documents", "HTTP", "Kubernetes", "KubernetesClient", "Seldon",
            "APIServer", "Controllers", "Operator",
            .httpTypes, .subprocess, .logging,
        ]
    ),
    house(
        "CheckReader",
        [
            "Failures", "Documents", "Inference", "Component", "Vision", "Pictures", "Lettering",
            "CVectors", .logging,
        ],
        resources: [.embedInCode("Models")],
        isNumeric: true
    ),
]

let doors: [[Target]] = [
    [
        system("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
        system("COpenSSL", pkgConfig: "libcrypto", apt: "libssl-dev"),
        system("CNcurses", apt: "libncurses-dev"),
        system("CLeptonica", pkgConfig: "lept", apt: "libleptonica-dev"),
        system("CChafa", pkgConfig: "chafa", apt: "libchafa-dev"),
        system("CTesseract", pkgConfig: "tesseract", apt: "libtesseract-dev"),
        system("CPango", apt: "libpango1.0-dev"),
        .systemLibrary(name: "CVectors"),
    ],
    house(
        "Transport",
        [
            "Failures", "HTTP", "CCurl", "COpenSSL",
            .httpTypes, .logging, .deque, .nioCore, .nioPosix, .nioHTTP1, .nioSSL, .nioHTTP2,
            .nioHPACK,
        ],
        tests: [
            "Documents", "Seldon", "Serving", "Telemetry", "Orchestrator", .nioEmbedded,
        ]
    ),
    house("CursesTerminal", ["Failures", "Terminal", "CNcurses"], tests: nil),
    house(
        "Pictures",
        ["Failures", "Terminal", "CLeptonica", "CChafa"],
        testExclude: ["Files"],
        isNumeric: true
    ),
    house("Vision", ["Failures", "Pictures", "CTesseract"], isNumeric: true),
    house("Lettering", ["Failures", "CPango"], isNumeric: true),
]

let floor6: [Target] = [
    .executableTarget(
        name: "radiant",
        dependencies: [
            "Failures", "Documents", "HTTP", "Kubernetes", "Inference", "Terminal",
            "KubernetesClient",
            "Seldon", "Telemetry", "APIServer", "Controllers", "Operator", "Serving",
            "Operations", "Orchestrator", "Component", "Dashboard", "LocalCluster",
            "Transport", "CursesTerminal", "Pictures",
            .argumentParser, .httpTypes, .logging, .collections, .subprocess, .system,
        ],
        resources: [.embedInCode("Themes"), .embedInCode("Examples")],
        swiftSettings: settings
    ),
    .executableTarget(
        name: "check-reader",
        dependencies: [
            "Failures", "Documents", "HTTP", "Inference", "Serving", "Component", "CheckReader",
            "Pictures",
            "Transport", .argumentParser, .logging,
        ],
        path: "Sources/check-reader",
        swiftSettings: settings
    ),
]

let examples: [Target] = [
    .executableTarget(
        name: "iris-model",
        dependencies: ["Component", "Inference", "Transport"],
        path: "examples/iris-model",
        swiftSettings: settings
    )
]

let journeys: [Target] = [
    .testTarget(
        name: "JourneyTests",
        dependencies: [
            "radiant", "check-reader", "iris-model", "Documents", "HTTP", "Transport",
            .subprocess, .system,
        ],
        exclude: ["Python"],
        swiftSettings: settings
    ),
    .testTarget(name: "ArchitectureTests", swiftSettings: settings),
]

let package = Package(
    name: "radiant",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "radiant", targets: ["radiant"]),
        .executable(name: "check-reader", targets: ["check-reader"]),
        .library(name: "Component", targets: ["Component", "Inference", "Transport"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/apple/swift-nio-http2", from: "1.46.0"),
        .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.0"),
    ],
    targets: (ground + floor1 + floor2 + floor3 + floor4 + floor5 + doors).flatMap { $0 }
        + floor6 + examples + journeys
)
