internal import Jobs
internal import Primitives
internal import Reporting

/// An address that a file may be had from, and how its host is spoken to.
struct FilePlace: Sendable {
    let index: IndexContext
    let address: WebAddress
}

/// Where a file may be had, best first.
struct FilePlaces: Sendable {
    private(set) var all: [FilePlace] = []
    /// What kept indexes from telling of more.
    var obstacle: Obstacle?

    enum Obstacle: Sendable {
        case failed(Failure)
        case absent(names: String)
        case lacksFile(IndexContext)
        case quarantined(IndexContext)
        /// A lock has it by http, where nobody allows that.
        case undeclared(WebAddress)
    }

    /// Whether an index may have it that cannot be asked now.
    var isFailed: Bool { if case .failed? = obstacle { true } else { false } }

    /// What to do about the absence.
    var hint: String? {
        if case .undeclared(let address)? = obstacle { UndeclaredHost.hint(address) } else { nil }
    }

    /// Why there is nowhere to have it from; a clause for people.
    var absence: String {
        switch obstacle {
        case .absent(let names) where !names.isEmpty: "no index has it (asked: \(names))"
        case .lacksFile(let index): "index \(index.name) does not have the file"
        case .quarantined(let index): "index \(index.name) has put the project in quarantine"
        case .undeclared(let address): UndeclaredHost.reason(address)
        case .failed(let failure): failure.message
        case .absent, nil: "neither an index nor a lock tells where it is"
        }
    }

    mutating func add(_ address: WebAddress, _ index: IndexContext) {
        let isKnown = all.contains { $0.address == address && $0.index.policy == index.policy }
        if isKnown { return }
        all.append(FilePlace(index: index, address: address))
    }
}
