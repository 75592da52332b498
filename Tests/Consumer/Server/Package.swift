// swift-tools-version: 6.2
import PackageDescription

/// A server that uses Inia, in a package of its own: what it is made of is fetched and built only for it.
let package = Package(
    name: "inia-server",
    dependencies: [
        .package(name: "inia", path: "../../.."),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.20.0", traits: []),
    ],
    targets: [
        .executableTarget(
            name: "Server",
            dependencies: [
                .product(name: "Inia", package: "inia"), .product(name: "Hummingbird", package: "hummingbird"),
            ],
            plugins: [.plugin(name: "IniaPlugin", package: "inia")])
    ]
)
