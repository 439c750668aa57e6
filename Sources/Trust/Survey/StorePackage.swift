import Cryptography
package import Primitives

/// The package that brought the system store, by the database of dpkg or apk.
package struct StorePackage: Hashable, Sendable, CustomStringConvertible {
    package let name: String
    package let version: String

    package init(name: String, version: String) {
        self.name = name
        self.version = version
    }

    /// - Returns: nil where no database names one.
    package init?(readingFrom locations: SystemLocations) {
        for path in locations.packageDatabases {
            guard let bytes = try? LocalFile.read(path, limit: 64 << 20),
                let found = Self.find(in: bytes)
            else { continue }
            self = found
            return
        }
        return nil
    }

    /// The day its version is named after, as Debian's and Alpine's are: `20230311`.
    package var day: CalendarDay? {
        let digits = version.prefix { $0.isASCII && $0.isNumber }
        guard digits.count == 8 else { return nil }
        return CalendarDay(
            parsing: "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))")
    }

    /// `ca-certificates 20230311`.
    package var description: String { "\(name) \(version)" }

    /// Both formats are paragraphs of fields, a blank line between: dpkg's `Package:` and
    /// `Version:` (deb-control(5)), apk's `P:` and `V:`.
    private static func find(in database: [UInt8]) -> StorePackage? {
        var name: String?
        for line in database.split(separator: 0x0A, omittingEmptySubsequences: false) {
            if line.isEmpty {
                name = nil
            } else if let value = value(of: line, "Package: ") ?? value(of: line, "P:") {
                name = ["ca-certificates", "ca-certificates-bundle"].contains(value) ? value : nil
            } else if let name, let version = value(of: line, "Version: ") ?? value(of: line, "V:")
            {
                return StorePackage(name: name, version: version)
            }
        }
        return nil
    }

    private static func value(of line: ArraySlice<UInt8>, _ field: String) -> String? {
        guard line.starts(with: field.utf8) else { return nil }
        return String(decoding: line.dropFirst(field.utf8.count), as: UTF8.self)
    }
}
