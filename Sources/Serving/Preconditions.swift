import Primitives

/// The conditions under which a client wants a file, in the order of RFC 9110 13.2.2.
struct Preconditions {
    enum Outcome {
        case met, failed, notModified
    }

    private let head: RequestHead
    private let now: Instant

    init(_ head: RequestHead, now: Instant) {
        self.head = head
        self.now = now
    }

    func outcome(tag: EntityTag, modified: Instant) -> Outcome {
        if let isMatched = matches(.ifMatch, tag.isStronglyEqual) {
            if !isMatched { return .failed }
        } else if let date = date(.ifUnmodifiedSince), modified.seconds > date.seconds {
            return .failed
        }
        if let isMatched = matches(.ifNoneMatch, tag.isWeaklyEqual) {
            return isMatched ? .notModified : .met
        }
        if let date = date(.ifModifiedSince), modified.seconds <= date.seconds {
            return .notModified
        }
        return .met
    }

    /// Whether a part is of use to the client: what it has is of this state (RFC 9110 13.1.5).
    func allowsRange(tag: EntityTag, modified: Instant) -> Bool {
        guard head[.ifRange] != nil else { return true }
        guard let condition = head.single(.ifRange) else { return false }
        if let date = Instant(httpDate: condition, now: now) {
            return date.seconds == modified.seconds
        }
        return EntityTag(reading: condition)?.isStronglyEqual(to: tag) == true
    }

    /// - Returns: nil where there is no such condition.
    private func matches(_ name: RequestHead.Field, _ isEqual: (EntityTag) -> Bool) -> Bool? {
        guard let text = head[name] else { return nil }
        return text == "*" || EntityTag.list(text).contains(where: isEqual)
    }

    /// What is no date is no condition.
    private func date(_ name: RequestHead.Field) -> Instant? {
        head.single(name).flatMap { Instant(httpDate: $0, now: now) }
    }
}
