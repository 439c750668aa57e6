extension Int64 {
    /// The sum, or the largest number there is: sizes that others claim may be anything.
    package func addingSaturated(_ other: Int64) -> Int64 {
        let (sum, isOver) = addingReportingOverflow(other)
        return isOver ? (other > 0 ? .max : .min) : sum
    }
}
