// swift-tools-version: 6.2
import PackageDescription

/// The fuzz targets are a package of their own: they are built with sanitizers, by `scripts/fuzz`.
let package = Package(
    name: "inia-fuzz",
    dependencies: [.package(name: "inia", path: "../..")],
    targets: [
        .target(name: "CLibFuzzer"),
        .executableTarget(
            name: "inia-fuzz", dependencies: ["CLibFuzzer", .product(name: "Inia", package: "inia")],
            swiftSettings: [
                .enableUpcomingFeature("ExistentialAny"),
                .enableUpcomingFeature("InternalImportsByDefault"),
                .treatAllWarnings(as: .error),
            ]),
    ],
    swiftLanguageModes: [.v6]
)
