import TestSupport

/// Changes archives at random, most often where their structure is.
struct ArchiveMutation {
    private var generator: SeededGenerator

    init(seed: UInt64) { generator = SeededGenerator(seed: seed) }

    mutating func mutated(_ archive: [UInt8]) -> [UInt8] {
        var bytes = archive
        for _ in 0..<Int.random(in: 1...4, using: &generator) where !bytes.isEmpty {
            change(&bytes)
        }
        return bytes
    }

    private mutating func change(_ bytes: inout [UInt8]) {
        let position = position(in: bytes)
        let length = min(Int.random(in: 1...40, using: &generator), bytes.count - position)
        let range = position..<position + length
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: bytes[position] = UInt8.random(in: 0 ... .max, using: &generator)
        case 1: bytes[position] &+= Bool.random(using: &generator) ? 1 : .max
        case 2: bytes.removeSubrange(range)
        case 3: bytes.insert(contentsOf: bytes[range], at: position)
        case 4:
            let width = min(
                [2, 4, 8].randomElement(using: &generator) ?? 2, bytes.count - position)
            let value =
                [0, -1, Int(Int16.max), Int(Int32.max), Int.max, bytes.count]
                .randomElement(using: &generator) ?? 0
            bytes = bytes.setting(position, value, width)
        default:
            let other = self.position(in: bytes)
            for (index, byte) in zip(other..<bytes.count, Array(bytes[range])) {
                bytes[index] = byte
            }
        }
    }

    /// Two times in three in the last third, where the lists are.
    private mutating func position(in bytes: [UInt8]) -> Int {
        let isNearEnd = Int.random(in: 0..<3, using: &generator) > 0
        return Int.random(
            in: (isNearEnd ? bytes.count * 2 / 3 : 0)..<bytes.count, using: &generator)
    }
}
