// swift-tools-version: 6.2
import PackageDescription

/// Programs that use Inia as its users do, each in a package that has Inia as a dependency: with the plugin and an
/// `inia.json`. `scripts/test-consumer` builds them and runs them against local servers, and the one in `Server` too.
let inia: Target.Dependency = .product(name: "Inia", package: "inia")

/// A program of `Sources/<name>`, with typed clients for its `inia.json`.
func program(_ name: String, also more: [Target.Dependency] = [], _ settings: [SwiftSetting] = []) -> Target {
    .executableTarget(
        name: name, dependencies: [inia] + more, swiftSettings: settings,
        plugins: [.plugin(name: "IniaPlugin", package: "inia")])
}

let package = Package(
    name: "inia-consumer",
    dependencies: [
        .package(name: "inia", path: "../..")
    ],
    targets: [
        program("OneShot"),
        program("Alone", also: [.product(name: "IniaTesting", package: "inia")]),

        .target(name: "Checked", dependencies: [inia], plugins: [.plugin(name: "IniaPlugin", package: "inia")]),

        // Clients that another module uses, which compiles what it uses of them.
        .target(name: "Clients", dependencies: [inia], plugins: [.plugin(name: "IniaPlugin", package: "inia")]),
        .executableTarget(name: "OtherModule", dependencies: ["Clients", inia]),

        // The same source under different settings of its own module, which generated code is compiled under too.
        program("Swift5", [.swiftLanguageMode(.v5)]),
        program("Swift6", [.swiftLanguageMode(.v6)]),
        program("OnMainActor", [.swiftLanguageMode(.v6), .defaultIsolation(MainActor.self)]),
        program(
            "Strict",
            [
                .swiftLanguageMode(.v6), .strictMemorySafety(), .treatAllWarnings(as: .error),
                .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("InternalImportsByDefault"),
                .enableUpcomingFeature("MemberImportVisibility"),
                .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
            ]),
    ]
)
