/// A line: what came first goes first, at a constant cost.
struct FIFO<Element> {
    private var slots: [Element?] = []
    private var head = 0

    var isEmpty: Bool { head == slots.count }

    mutating func append(_ element: Element) { slots.append(element) }

    mutating func popFirst() -> Element? {
        guard !isEmpty else { return nil }
        defer {
            slots[head] = nil
            head += 1
            // What has left is dropped in bulk.
            if head > 64, head > slots.count / 2 {
                slots.removeFirst(head)
                head = 0
            }
        }
        return slots[head]
    }

    mutating func remove(where isChosen: (Element) -> Bool) -> [Element] {
        let all = slots[head...].compactMap(\.self)
        slots = all.filter { !isChosen($0) }
        head = 0
        return all.filter(isChosen)
    }
}
