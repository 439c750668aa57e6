import TestSupport
import Testing

@testable import WheelArchive

/// Valid archives with something changed: each is refused by name or gives the content it had.
@Suite struct ArchiveMutationTests {
    @Test(arguments: SampleWheel.forms)
    func aCutAnywhereIsNoticed(_ wheel: SampleWheel) async throws {
        for length in wheel.bytes.indices {
            let error = await #expect(throws: WheelError.self, "cut at \(length)") {
                try await SampleWheel.open(Array(wheel.bytes.prefix(length)))
            }
            let wanted: Set<WheelError.Code> =
                wheel.form.contains("prefix") ? [.notAZip] : [.notAZip, .truncated]
            #expect(wanted.contains(try #require(error?.code)), "cut at \(length)")
        }
    }

    @Test(arguments: SampleWheel.forms)
    func aMissingByteIsNoticed(_ wheel: SampleWheel) async throws {
        for position in wheel.bytes.indices {
            var bytes = wheel.bytes
            bytes.remove(at: position)
            await expectRefusalOrSameMetadata(bytes, "without \(position)")
        }
    }

    @Test(arguments: SampleWheel.forms)
    func everyByteMayChange(_ wheel: SampleWheel) async throws {
        for position in wheel.bytes.indices {
            for change in [0x01, 0x80] as [UInt8] {
                var bytes = wheel.bytes
                bytes[position] ^= change
                await expectRefusalOrSameMetadata(bytes, "\(position) ^ \(change)")
            }
        }
    }

    /// All bits off, all bits on, one more, one less, and half of what a number can be, in one, two,
    /// four or eight bytes wherever they stand in the lists at the end.
    @Test(
        arguments: SampleWheel.forms.filter {
            $0.form == "with wide sizes" || $0.form == "as zip64"
        })
    func everyFieldAtTheEndMayLie(_ wheel: SampleWheel) async throws {
        let archive = try await ZipArchive(source: MemorySource(wheel.bytes))
        let start = try #require(archive.members.map(\.extent.upperBound).max())
        for width in [2, 4, 8] {
            for position in Int(start)..<wheel.bytes.count - width + 1 {
                let field: UInt64 = (wheel.bytes[position..<position + width] + [0, 0, 0, 0, 0, 0])
                    .littleEndianPrefix()
                let mask = UInt64.max >> (64 - 8 * width)
                for value in [0, mask, mask / 2, mask / 2 + 1, field &+ 1, field &- 1] {
                    let bytes = wheel.bytes.setting(
                        position, Int(truncatingIfNeeded: value & mask), width)
                    await expectRefusalOrSameMetadata(bytes, "\(position): \(value) in \(width)")
                }
            }
        }
    }

    @Test(arguments: [1, 2, 3, 4] as [UInt64])
    func manyThingsMayChangeAtOnce(seed: UInt64) async throws {
        var mutation = ArchiveMutation(seed: seed)
        for round in 0..<400 {
            let wheel = SampleWheel.forms[round % SampleWheel.forms.count]
            let bytes = mutation.mutated(wheel.bytes)
            let problem = await WheelProperties.broken(by: bytes)
            #expect(problem == nil, "seed \(seed), round \(round), \(wheel.form)")
        }
    }

    private func expectRefusalOrSameMetadata(_ bytes: [UInt8], _ change: String) async {
        do {
            let wheel = try await SampleWheel.open(bytes, limits: WheelProperties.limits)
            let metadata = try await wheel.metadata()
            if metadata != SampleWheel.metadata { Issue.record("another METADATA: \(change)") }
        } catch is WheelError {
            return
        } catch { Issue.record("\(error): \(change)") }
    }
}
