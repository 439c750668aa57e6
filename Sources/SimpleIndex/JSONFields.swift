import Primitives

/// The lenient readings of single values: another type than expected counts as absent.
extension JSONReader {
    mutating func optionalString() throws(JSONSyntaxError) -> String? {
        guard try kind() == .string else {
            try skip()
            return nil
        }
        return try string()
    }

    mutating func optionalBoolean() throws(JSONSyntaxError) -> Bool? {
        guard try kind() == .boolean else {
            try skip()
            return nil
        }
        return try boolean()
    }

    /// A number of bytes: whole, not negative, below 2^63.
    mutating func optionalSize() throws(JSONSyntaxError) -> Int64? {
        guard try kind() == .number else {
            try skip()
            return nil
        }
        let digits = try number()
        let size = Int64(digits) ?? Double(digits).flatMap { Int64(exactly: $0) }
        return size.flatMap { $0 < 0 ? nil : $0 }
    }

    /// Algorithm names in lower case to digest texts in lower case; empty ones do not count.
    mutating func hashes() throws(JSONSyntaxError) -> [String: String] {
        guard try kind() == .object else {
            try skip()
            return [:]
        }
        var hashes: [String: String] = [:]
        try object { reader, name throws(JSONSyntaxError) in
            let digest = try reader.optionalString()?.trimmedOrNil
            if let digest { hashes[name.lowercased()] = digest.lowercased() }
        }
        return hashes
    }

    /// A boolean or a reason; whatever Python takes for true counts as yanked.
    mutating func yank() throws(JSONSyntaxError) -> Yank {
        guard try kind() == .string else { return try isTrue() ? .yes(reason: nil) : .no }
        let reason = try string()
        return reason.isEmpty ? .no : .yes(reason: reason)
    }

    /// nil for null, which lets the older key speak.
    mutating func coreMetadata() throws(JSONSyntaxError) -> CoreMetadataClaim? {
        switch try kind() {
        case .object: return .present(try hashes())
        case .null:
            try skip()
            return nil
        default: return try isTrue() ? .present([:]) : .absent
        }
    }

    private mutating func isTrue() throws(JSONSyntaxError) -> Bool {
        switch try kind() {
        case .boolean: return try boolean()
        case .string: return try !string().isEmpty
        case .number: return try Double(number()) != 0
        case .null:
            try skip()
            return false
        case .object:
            var isEmpty = true
            try object { reader, _ throws(JSONSyntaxError) in
                isEmpty = false
                try reader.skip()
            }
            return !isEmpty
        case .array:
            var isEmpty = true
            try array { reader throws(JSONSyntaxError) in
                isEmpty = false
                try reader.skip()
            }
            return !isEmpty
        }
    }

    /// The strings of an array; nil where the value is no array.
    mutating func optionalStrings() throws(JSONSyntaxError) -> [String]? {
        guard try kind() == .array else {
            try skip()
            return nil
        }
        var strings: [String] = []
        try array { reader throws(JSONSyntaxError) in
            if let string = try reader.optionalString() { strings.append(string) }
        }
        return strings
    }

    /// Reads the members of an object; another value is skipped.
    mutating func optionalObject(
        _ member: (inout JSONReader, String) throws(JSONSyntaxError) -> Void
    ) throws(JSONSyntaxError) {
        if try kind() == .object { try object(member) } else { try skip() }
    }
}
