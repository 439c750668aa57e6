// swift-tools-version: 6.2
import PackageDescription

let house: [SwiftSetting] = [
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
    .unsafeFlags(["-sanitize=fuzzer,address"]),
]

/// The rooms stand here as links: what they share stays inside one package.
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: house)
}

/// A libFuzzer program: `swift run -c release NAME Corpora/…`.
func fuzzer(_ name: String, _ room: String) -> Target {
    .executableTarget(
        name: name, dependencies: ["Primitives", "PythonPackaging", .byName(name: room)],
        swiftSettings: house, linkerSettings: [.unsafeFlags(["-sanitize=fuzzer,address"])])
}

let package = Package(
    name: "fuzz",
    dependencies: [.package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0")],
    targets: [
        .systemLibrary(name: "CXML2", pkgConfig: "libxml-2.0"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib"),
        room("Primitives"),
        room("PythonPackaging"),
        room("SimpleIndex", ["CXML2", "Primitives", "PythonPackaging"]),
        room("WheelArchive", ["CZlib", "Primitives", "PythonPackaging"]),
        room("Selection", ["Primitives", "PythonPackaging", "SimpleIndex"]),
        room(
            "Inputs",
            [
                "Primitives", "PythonPackaging", "Selection",
                .product(name: "TOMLKit", package: "TOMLKit"),
            ]),
        fuzzer("FuzzHTML", "SimpleIndex"),
        fuzzer("FuzzJSON", "SimpleIndex"),
        fuzzer("FuzzWheel", "WheelArchive"),
        fuzzer("FuzzSource", "WheelArchive"),
        fuzzer("FuzzRequirements", "Inputs"),
        fuzzer("FuzzLocks", "Inputs"),
    ],
    swiftLanguageModes: [.v6]
)
