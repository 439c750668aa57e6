import Primitives
import PythonPackaging
import WheelArchive

/// What must hold for the reading of any bytes whatever; the fuzzer and the tests both ask.
enum WheelProperties {
    /// Small, so that what breaks them is small as well.
    static let limits = {
        var limits = ArchiveLimits.standard
        limits.members = 1_000
        limits.directoryBytes = 1 << 16
        limits.contentBytes = 1 << 16
        limits.expandedBytes = 1 << 20
        return limits
    }()

    private static let filename = Result {
        try WheelFilename(parsing: "demo-1.0-py3-none-any.whl")
    }

    /// - Returns: what does not hold, nil if all does.
    static func broken(by bytes: [UInt8]) async -> String? {
        let source = StrictSource(bytes)
        do {
            let wheel = try await Wheel(filename.get(), source: source, limits: limits)
            if let problem = await brokenByMembers(wheel) { return problem }
            return await brokenByRecord(wheel)
        } catch let error as WheelError {
            return error.description.isEmpty ? "an error without words" : nil
        } catch { return "\(error)" }
    }

    private static func brokenByMembers(_ wheel: Wheel) async -> String? {
        if wheel.members.count > limits.members { return "too many members" }
        for member in wheel.members {
            do {
                let content = try await wheel.archive.content(of: member)
                if content.count != member.size { return "another size: \(member.name)" }
                if content.count > limits.contentBytes { return "too long: \(member.name)" }
            } catch is WheelError { continue } catch { return "\(error)" }
        }
        return nil
    }

    private static func brokenByRecord(_ wheel: Wheel) async -> String? {
        do {
            let record = try await wheel.record()
            let faults = try await wheel.verifyRecord(by: Sum.self)
            return faults.count <= record.count + wheel.members.count ? nil : "too many faults"
        } catch is WheelError { return nil } catch { return "\(error)" }
    }

    /// A poor man's digest, of the right length.
    private struct Sum: RunningDigest {
        private let algorithm: HashAlgorithm
        private var bytes: [UInt8]

        init(_ algorithm: HashAlgorithm) {
            self.algorithm = algorithm
            bytes = [UInt8](repeating: 0, count: algorithm.digestLength)
        }

        mutating func update(_ more: [UInt8]) {
            for byte in more { bytes[0] ^= byte }
        }

        func finish() -> Digest {
            guard let digest = Digest(algorithm, bytes: bytes) else { fatalError("wrong length") }
            return digest
        }
    }
}
