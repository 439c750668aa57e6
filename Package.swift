// swift-tools-version: 6.2
import PackageDescription

let house: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

/// A room of the house: its name and the rooms or packages it may import (see ARCHITECTURE.md).
func room(_ name: String, _ dependencies: [Target.Dependency] = []) -> [Target] {
    [.target(name: name, dependencies: dependencies, swiftSettings: house)]
}

func tests(
    _ name: String, _ dependencies: [Target.Dependency] = [], data: [String] = []
) -> [Target] {
    [
        .testTarget(
            name: name + "Tests", dependencies: [.byName(name: name)] + dependencies,
            exclude: data, swiftSettings: house)
    ]
}

let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let toml: Target.Dependency = .product(name: "TOMLKit", package: "TOMLKit")
let subprocess: Target.Dependency = .product(name: "Subprocess", package: "swift-subprocess")
let arguments: Target.Dependency = .product(
    name: "ArgumentParser", package: "swift-argument-parser")
let nio: [Target.Dependency] = ["NIOCore", "NIOPosix", "NIOHTTP1"].map {
    .product(name: $0, package: "swift-nio")
}

let doors: [Target] = [
    .systemLibrary(
        name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(name: "CXML2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(name: "CPOSIX"),
]

let rooms: [[Target]] = [
    room("Primitives"),
    room("PythonPackaging"),
    room("Cryptography", ["COpenSSL", "Primitives"]),
    room("SimpleIndex", ["CXML2", "Primitives", "PythonPackaging"]),
    room("WheelArchive", ["CZlib", "Primitives", "PythonPackaging"]),
    room("Trust", ["Cryptography", "Primitives"]),
    room("Transport", ["CCurl", "CZlib", "Trust", "Cryptography", "Primitives"]),
    room(
        "MirrorStore",
        [
            grdb, "CPOSIX", "Primitives", "PythonPackaging", "SimpleIndex", "WheelArchive",
            "Cryptography",
        ]),
    room("Selection", ["Primitives", "PythonPackaging", "SimpleIndex"]),
    room("Inputs", ["Primitives", "PythonPackaging", "Selection", toml]),
    room("Reporting", ["MirrorStore", "Primitives"]),
    room(
        "Jobs",
        [
            "Primitives", "PythonPackaging", "Cryptography", "SimpleIndex", "WheelArchive", "Trust",
            "Transport", "MirrorStore", "Selection", "Inputs", "Reporting", subprocess,
        ]),
    room(
        "Wheelhouse",
        [
            "Primitives", "PythonPackaging", "Cryptography", "SimpleIndex", "WheelArchive", "Trust",
            "Transport", "MirrorStore", "Selection", "Inputs", "Reporting", "Jobs",
        ]),
    room("Serving", ["MirrorStore", "Reporting", "SimpleIndex", "Primitives"] + nio),
    [
        .executableTarget(
            name: "wheelbarrow",
            dependencies: [
                "Primitives", "PythonPackaging", "Cryptography", "Trust", "Transport",
                "MirrorStore", "Selection",
                "Inputs", "Reporting", "Jobs", "Wheelhouse", "Serving", "CPOSIX", arguments,
            ],
            swiftSettings: house),
        .executableTarget(
            name: "conformance",
            dependencies: ["Primitives", "PythonPackaging", "SimpleIndex", "Selection", arguments],
            swiftSettings: house),
    ],
]

let checks: [[Target]] = [
    [
        .target(
            name: "TestSupport", dependencies: ["Primitives", "Cryptography", "CSpawn"],
            path: "Tests/TestSupport", swiftSettings: house),
        .systemLibrary(name: "CSpawn", path: "Tests/CSpawn"),
    ],
    tests("TestSupport", ["Primitives", "Cryptography"], data: ["Golden"]),
    tests("Primitives"),
    tests("PythonPackaging", ["TestSupport"]),
    tests("Cryptography", ["COpenSSL", "Primitives", "TestSupport"]),
    tests("SimpleIndex", ["Primitives", "PythonPackaging", "TestSupport"]),
    tests(
        "WheelArchive",
        ["CZlib", "Cryptography", "Primitives", "PythonPackaging", "TestSupport"]),
    tests("Trust", ["Cryptography", "Primitives", "TestSupport"]),
    tests("Transport", ["Trust", "Cryptography", "Primitives", "TestSupport"]),
    tests(
        "MirrorStore",
        ["SimpleIndex", "PythonPackaging", "Cryptography", "Primitives", "TestSupport"]),
    tests("Selection", ["SimpleIndex", "PythonPackaging", "Primitives"]),
    tests("Inputs", ["Selection", "PythonPackaging", "Primitives", "TestSupport"]),
    tests("Reporting", ["MirrorStore", "Primitives", "TestSupport"]),
    tests(
        "Jobs",
        [
            "MirrorStore", "Selection", "SimpleIndex", "PythonPackaging", "Reporting",
            "Primitives", "TestSupport",
        ]),
    tests(
        "Wheelhouse",
        [
            "Inputs", "Selection", "SimpleIndex", "PythonPackaging", "MirrorStore", "Primitives",
            "TestSupport",
        ]),
    tests("Serving", ["MirrorStore", "Primitives", "TestSupport"] + nio),
    [
        .testTarget(
            name: "CommandTests", dependencies: ["TestSupport", "Primitives", "Cryptography"],
            swiftSettings: house),
        .testTarget(
            name: "TrustMatrixTests", dependencies: ["TestSupport", "Primitives"],
            swiftSettings: house),
        .testTarget(name: "HouseTests", dependencies: ["TestSupport"], swiftSettings: house),
    ],
]

let package = Package(
    name: "wheelbarrow",
    products: [
        .executable(name: "wheelbarrow", targets: ["wheelbarrow"]),
        .executable(name: "conformance", targets: ["conformance"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    ],
    targets: doors + rooms.flatMap(\.self) + checks.flatMap(\.self),
    swiftLanguageModes: [.v6]
)
