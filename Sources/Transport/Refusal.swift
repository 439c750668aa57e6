internal import Primitives

/// Why a receiver takes no more of an answer.
enum Refusal: Error, Hashable {
    /// All that was wanted is here.
    case enough
    /// The request has to be made anew, for the whole resource.
    case restart
    case failed(TransferError.Kind, reason: String)

    func failure(of address: WebAddress) -> TransferError {
        switch self {
        case .enough, .restart:
            TransferError(
                .malformed, address, reason: "the server sent another part than was asked for")
        case .failed(let kind, let reason): TransferError(kind, address, reason: reason)
        }
    }
}
