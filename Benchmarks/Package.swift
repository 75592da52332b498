// swift-tools-version: 6.2
import PackageDescription

/// The benchmarks are a package of their own, so that whoever uses Inia never fetches or builds them.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .treatAllWarnings(as: .error),
]

let package = Package(
    name: "inia-benchmarks",
    dependencies: [.package(name: "inia", path: "..")],
    targets: [
        .executableTarget(
            name: "inia-benchmarks", dependencies: [.product(name: "Inia", package: "inia")], swiftSettings: settings,
            plugins: [.plugin(name: "IniaPlugin", package: "inia")]),
        .executableTarget(
            name: "inia-smallest", dependencies: [.product(name: "Inia", package: "inia")], swiftSettings: settings),
        .executableTarget(
            name: "canned-server",
            linkerSettings: [.linkedLibrary("pthread"), .linkedLibrary("ssl"), .linkedLibrary("crypto")]),
    ],
    swiftLanguageModes: [.v6]
)
