/// A number with its noun, in the singular where that is right: `1 root`, `137 roots`.
package struct Count: CustomStringConvertible {
    package let description: String

    package init(_ number: Int, _ noun: String) {
        description = number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
    }
}
