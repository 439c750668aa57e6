/// Which rooms and packages each room may import, and what else it may ask of the system.
///
/// The reasons stand in ARCHITECTURE.md; a new entry needs one there.
enum Walls {
    static let doors: Set<String> = ["CCurl", "CXML2", "COpenSSL", "CZlib", "CPOSIX"]

    /// Anything may use these parts of the standard library.
    static let everywhere: Set<String> = ["Synchronization"]

    private static let jobs: Set<String> = [
        "Primitives", "PythonPackaging", "Cryptography", "SimpleIndex", "WheelArchive", "Trust",
        "Transport", "MirrorStore", "Selection", "Inputs", "Reporting", "Subprocess",
    ]

    static let rooms: [String: Set<String>] = [
        "Primitives": [],
        "PythonPackaging": [],
        "Cryptography": ["COpenSSL", "Primitives"],
        "SimpleIndex": ["CXML2", "Primitives", "PythonPackaging"],
        "WheelArchive": ["CZlib", "PythonPackaging", "Primitives"],
        "Trust": ["Cryptography", "Primitives"],
        "Transport": ["CCurl", "CZlib", "Trust", "Cryptography", "Primitives"],
        "MirrorStore": [
            "GRDB", "GRDBSQLite", "CPOSIX", "Primitives", "PythonPackaging", "SimpleIndex",
            "WheelArchive",
            "Cryptography",
        ],
        "Selection": ["Primitives", "PythonPackaging", "SimpleIndex"],
        "Inputs": ["Primitives", "PythonPackaging", "Selection", "TOMLKit"],
        "Reporting": ["MirrorStore", "Primitives"],
        "Jobs": jobs,
        "Wheelhouse": jobs.union(["Jobs"]),
        "AirGap": [
            "MirrorStore", "Reporting", "SimpleIndex", "Selection", "Inputs", "Cryptography",
            "PythonPackaging", "Primitives",
        ],
        "Serving": [
            "MirrorStore", "Reporting", "SimpleIndex", "Primitives", "NIOCore", "NIOPosix",
            "NIOHTTP1",
        ],
        "wheelbarrow": jobs.subtracting(["Subprocess"]).union([
            "Jobs", "Wheelhouse", "AirGap", "Serving", "CPOSIX", "ArgumentParser",
        ]),
        "conformance": [
            "Primitives", "PythonPackaging", "SimpleIndex", "Selection", "ArgumentParser",
        ],
    ]

    /// Rooms without any part of the system: no files, no clocks, no C library.
    static let pure: Set<String> = ["Primitives", "PythonPackaging", "Selection", "Inputs"]

    /// Rooms that start without Foundation; its Essentials are let in for JSON.
    static let withoutFoundation: Set<String> = [
        "Primitives", "PythonPackaging", "SimpleIndex", "Trust", "Transport", "Serving",
    ]

    /// Rooms where pointers are handled.
    static let unsafe: Set<String> = [
        "Transport", "SimpleIndex", "WheelArchive", "Cryptography", "MirrorStore",
    ]

    /// The one file of the executable that handles pointers: systemd's notification socket.
    static let unsafeFiles: Set<String> = ["Sources/wheelbarrow/NotificationSocket.swift"]

    /// What a room may import beside its entry in `rooms`.
    static func system(_ room: String) -> Set<String> {
        if room == "Primitives" || room == "PythonPackaging" { return everywhere }
        if pure.contains(room) { return everywhere.union(["FoundationEssentials"]) }
        let common = everywhere.union(["FoundationEssentials", "Glibc", "Dispatch"])
        return withoutFoundation.contains(room) ? common : common.union(["Foundation"])
    }
}
