// swift-tools-version: 6.2
import PackageDescription

/// A floor of the house: a library target, its folder in `Sources/`, and the floors below that it may import.
/// `CONTRIBUTING.md` explains the floors; the compiler holds imports to this list.
func floor(_ name: String, imports: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: imports, swiftSettings: settings)
}

func tests(of name: String, with more: [Target.Dependency] = []) -> Target {
    .testTarget(name: "\(name)Tests", dependencies: [.init(stringLiteral: name)] + more, swiftSettings: settings)
}

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

let package = Package(
    name: "inia",
    products: [
        .library(name: "Inia", targets: ["Inia"]),
        .library(name: "IniaFoundation", targets: ["IniaFoundation"]),
        .library(name: "IniaTesting", targets: ["IniaTesting"]),
        .library(name: "IniaMetrics", targets: ["IniaMetrics"]),
        .library(name: "IniaTracing", targets: ["IniaTracing"]),
        .library(name: "IniaLifecycle", targets: ["IniaLifecycle"]),
        .executable(name: "inia", targets: ["inia-cli"]),
        .executable(name: "inia-tour", targets: ["inia-tour"]),
        .executable(name: "inia-generate", targets: ["inia-generate"]),
        .plugin(name: "IniaPlugin", targets: ["IniaPlugin"]),
        .plugin(name: "IniaGenerateCommand", targets: ["IniaGenerateCommand"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
        // Of no concern to who uses Inia alone: SwiftPM fetches what the products that are used need.
        .package(url: "https://github.com/apple/swift-metrics", from: "2.5.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing", from: "1.7.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.7.0"),
    ],
    targets: [
        // Floor 0: the system's libraries and the C that Swift needs to reach them.
        .systemLibrary(
            name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"]), .brew(["openssl@3"])]),
        .systemLibrary(
            name: "CNghttp2", pkgConfig: "libnghttp2",
            providers: [.apt(["libnghttp2-dev"]), .brew(["libnghttp2"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        .systemLibrary(name: "CHost"),
        .target(name: "CLinux"),
        .target(name: "CDigests"),

        // Floor 1: values, formats and machines.
        floor("IniaPrimitives"),
        floor("IniaShapes", imports: ["IniaPrimitives"]),
        floor("IniaText", imports: ["IniaPrimitives"]),
        floor("IniaFormats", imports: ["IniaPrimitives", "IniaText"]),
        floor("IniaHTTP", imports: ["IniaPrimitives"]),
        floor("IniaDigests", imports: ["COpenSSL", "CDigests", "IniaPrimitives"]),
        floor("IniaHost", imports: ["CHost", "IniaPrimitives"]),
        floor("IniaJMESPath", imports: ["IniaPrimitives", "IniaShapes", "IniaFormats", "IniaText"]),

        // Floor 2: what AWS says and how it is spoken; no socket, no clock.
        floor("IniaModels", imports: ["CZlib", "IniaPrimitives", "IniaShapes", "IniaText", "IniaHost"]),
        floor("IniaEndpoints", imports: ["IniaPrimitives", "IniaText"]),
        floor("IniaProtocols", imports: ["IniaPrimitives", "IniaShapes", "IniaFormats", "IniaText", "IniaHTTP"]),
        floor("IniaSigning", imports: ["IniaPrimitives", "IniaFormats", "IniaText", "IniaHTTP", "IniaDigests"]),
        floor("IniaWire", imports: ["COpenSSL", "CNghttp2", "IniaPrimitives", "IniaHTTP"]),

        // Floor 3: the two engines, calls and sockets, where settings come from, and who calls.
        floor(
            "IniaTransport",
            imports: ["CHost", "CLinux", "IniaPrimitives", "IniaHTTP", "IniaWire", "IniaHost", logging]),
        floor(
            "IniaCalls",
            imports: [
                "CZlib", "IniaPrimitives", "IniaShapes", "IniaFormats", "IniaText", "IniaHTTP", "IniaDigests",
                "IniaHost",
                "IniaJMESPath", "IniaModels", "IniaEndpoints", "IniaProtocols", "IniaSigning", logging,
            ]),
        floor("IniaSettings", imports: ["IniaPrimitives", "IniaHost"]),
        floor(
            "IniaIdentity",
            imports: [
                "IniaPrimitives", "IniaShapes", "IniaFormats", "IniaText", "IniaHTTP", "IniaDigests", "IniaHost",
                "IniaSettings", "IniaSigning",
            ]),

        // Floor 4: the face.
        floor(
            "Inia",
            imports: [
                "IniaPrimitives", "IniaShapes", "IniaFormats", "IniaText", "IniaHTTP", "IniaDigests", "IniaHost",
                "IniaJMESPath", "IniaModels", "IniaEndpoints", "IniaProtocols", "IniaSigning", "IniaTransport",
                "IniaCalls", "IniaSettings", "IniaIdentity", logging,
            ]),

        // Floor 5: written against the face.
        floor(
            "IniaTesting", imports: ["Inia", "IniaPrimitives", "IniaFormats", "IniaHTTP", "IniaHost", "IniaProtocols"]),
        floor("IniaFoundation", imports: ["Inia", "IniaPrimitives", "IniaShapes", "IniaHTTP"]),

        // What a program observes its calls with, each a thin layer between the face and a package of its own.
        floor("IniaMetrics", imports: ["Inia", .product(name: "CoreMetrics", package: "swift-metrics")]),
        floor("IniaTracing", imports: ["Inia", .product(name: "Tracing", package: "swift-distributed-tracing")]),
        floor(
            "IniaLifecycle",
            imports: ["Inia", .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")]),

        // Typed clients: models to Swift source.
        floor(
            "IniaGenerator",
            imports: ["IniaPrimitives", "IniaShapes", "IniaText", "IniaHost", "IniaModels"]),
        .executableTarget(
            name: "inia-generate",
            dependencies: ["IniaGenerator", "IniaPrimitives", "IniaShapes", "IniaHost", "IniaModels"],
            swiftSettings: settings),
        .plugin(
            name: "IniaPlugin", capability: .buildTool(), dependencies: ["inia-generate"], path: "Sources/IniaPlugin"),
        .plugin(
            name: "IniaGenerateCommand",
            capability: .command(
                intent: .custom(verb: "inia-generate", description: "Writes the clients that inia.json asks for"),
                permissions: [.writeToPackageDirectory(reason: "The clients are written beside inia.json.")]),
            dependencies: ["inia-generate"], path: "Sources/IniaGenerateCommand"),

        // Programs.
        .executableTarget(
            name: "inia-cli",
            dependencies: [
                "Inia", "IniaPrimitives", "IniaShapes", "IniaFormats", "IniaText", "IniaHTTP", "IniaHost",
                "IniaJMESPath",
                "IniaModels", "IniaCalls", logging,
            ],
            swiftSettings: settings),
        .executableTarget(name: "inia-tour", dependencies: ["Inia"], swiftSettings: settings),
        .executableTarget(
            name: "inia-testee",
            dependencies: [
                "Inia", "IniaTesting", "IniaPrimitives", "IniaShapes", "IniaFormats", "IniaText", "IniaHTTP",
                "IniaDigests",
                "IniaHost", "IniaJMESPath", "IniaModels", "IniaEndpoints", "IniaProtocols", "IniaSigning", "IniaWire",
                "IniaCalls", "IniaSettings", "IniaIdentity",
            ],
            swiftSettings: settings),

        // Servers that live in a test's own process, or end with it.
        .target(
            name: "LocalServers", dependencies: ["CNghttp2", "COpenSSL"], path: "Tests/LocalServers",
            swiftSettings: settings),

        // The program of `scripts/soak`.
        .executableTarget(
            name: "inia-soak", dependencies: ["Inia", "IniaDigests", "IniaFormats", "IniaPrimitives", "LocalServers"],
            path: "Tests/Soak", swiftSettings: settings),

        tests(of: "IniaPrimitives"),
        tests(of: "IniaShapes", with: ["IniaPrimitives"]),
        tests(of: "IniaHTTP", with: ["IniaPrimitives"]),
        tests(of: "IniaDigests", with: ["IniaPrimitives"]),
        tests(of: "IniaSigning", with: ["COpenSSL", "IniaPrimitives", "IniaFormats", "IniaHTTP", "IniaDigests"]),
        tests(of: "IniaHost", with: ["IniaPrimitives"]),
        tests(of: "IniaModels", with: ["IniaPrimitives", "IniaShapes", "IniaText", "IniaHost"]),
        tests(of: "IniaText", with: ["IniaPrimitives"]),
        tests(of: "IniaFormats", with: ["IniaPrimitives", "IniaText"]),
        tests(
            of: "IniaCalls",
            with: [
                "CZlib", "IniaPrimitives", "IniaShapes", "IniaHTTP", "IniaHost", "IniaDigests", "IniaModels",
                "IniaProtocols", "IniaSigning", logging,
            ]),
        tests(of: "IniaFoundation", with: ["Inia", "IniaPrimitives", "IniaShapes", "IniaHTTP"]),
        tests(of: "IniaTesting", with: ["IniaPrimitives", "IniaFormats", "IniaHTTP"]),
        tests(
            of: "Inia",
            with: [
                "IniaPrimitives", "IniaShapes", "IniaHTTP", "IniaHost", "IniaJMESPath", "IniaModels", "IniaSettings",
                "IniaTransport", "IniaCalls", "IniaTesting", "IniaDigests", "IniaFormats", "IniaText", "LocalServers",
                logging,
            ]),
        tests(of: "IniaJMESPath", with: ["IniaPrimitives", "IniaShapes"]),
        tests(of: "IniaProtocols", with: ["IniaPrimitives", "IniaShapes", "IniaFormats", "IniaText", "IniaHTTP"]),
        tests(of: "IniaEndpoints", with: ["IniaPrimitives", "IniaText"]),
        tests(of: "IniaSettings", with: ["IniaPrimitives", "IniaText", "IniaHost"]),
        tests(of: "IniaWire", with: ["IniaPrimitives", "IniaHTTP", "LocalServers"]),
        tests(of: "IniaTransport", with: ["IniaPrimitives", "IniaHTTP", "LocalServers"]),
        tests(
            of: "IniaIdentity",
            with: [
                "IniaPrimitives", "IniaShapes", "IniaText", "IniaHTTP", "IniaHost", "IniaDigests", "IniaSettings",
                "IniaSigning",
            ]),
        tests(of: "IniaGenerator", with: ["IniaPrimitives", "IniaShapes", "IniaText", "IniaHost", "IniaModels"]),
        tests(
            of: "IniaMetrics",
            with: ["Inia", "IniaTesting", "LocalServers", .product(name: "MetricsTestKit", package: "swift-metrics")]),
        tests(
            of: "IniaTracing",
            with: [
                "Inia", "IniaTesting", .product(name: "Tracing", package: "swift-distributed-tracing"),
                .product(name: "InMemoryTracing", package: "swift-distributed-tracing"),
            ]),
        tests(
            of: "IniaLifecycle",
            with: [
                "Inia", "LocalServers",
                .product(name: "ServiceLifecycleTestKit", package: "swift-service-lifecycle"),
            ]),
        .testTarget(
            name: "RealServerTests", dependencies: ["COpenSSL", "Inia", "IniaDigests", "LocalServers"],
            swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)
