import Cryptography

/// What other programs make of a file that is read more leniently here.
extension BundleReader {
    func content(asReadBy reader: VariableContent.Reader) -> VariableContent {
        guard let text, !text.wasUTF16 else { return .unusable }
        if text.hasMarkWithin || isLoose || !distrusted.isEmpty { return .unknown }
        return reader == .openssl ? contentForOpenSSL(text) : contentForUV(text)
    }

    /// PEM_X509_INFO_read_bio(3): one bad block spoils the file.
    private func contentForOpenSSL(_ text: BundleText) -> VariableContent {
        let isSpoilt = hasBadCertificate || faults.contains { $0 != .glued(.outside) }
        guard !isSpoilt, let endsAtCR = text.endsLinesAtCR else {
            return isSpoilt ? .unusable : .unknown
        }
        let seen = entries.filter { $0.form != .indented }
        return endsAtCR || seen.isEmpty ? .unusable : .certificates(seen.map(\.certificate))
    }

    /// rustls-pki-types: a bad block is passed over, and so is every label but `CERTIFICATE`.
    private func contentForUV(_ text: BundleText) -> VariableContent {
        let isClear = faults.allSatisfy { fault in
            switch fault {
            case .badBase64, .empty, .glued(.outside), .glued(.afterEnd): true
            case .unended, .endOfAnother, .glued(.within): false
            }
        }
        guard isClear else { return .unknown }
        let seen = entries.filter { entry in
            entry.form == .plain && !(text.beginsWithMark && entry.line == 1)
        }
        return seen.isEmpty ? .unusable : .certificates(seen.map(\.certificate))
    }
}
