import Testing

@testable import Transport

@Suite struct FIFOTests {
    @Test func whatCameFirstGoesFirst() {
        var line = FIFO<Int>()
        var left: [Int] = []
        for number in 0..<1000 {
            line.append(number)
            if number % 3 != 0, let first = line.popFirst() { left.append(first) }
        }
        while let first = line.popFirst() { left.append(first) }
        #expect(left == Array(0..<1000))
        #expect(line.isEmpty)
    }

    @Test func someMayLeaveFromTheMiddle() {
        var line = FIFO<Int>()
        for number in 0..<10 { line.append(number) }
        _ = line.popFirst()
        #expect(line.remove { $0 % 2 == 0 } == [2, 4, 6, 8])
        #expect(line.popFirst() == 1)
        #expect(line.popFirst() == 3)
    }
}
