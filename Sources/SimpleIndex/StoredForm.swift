/// Why stored bytes are not a page or file that this version wrote.
package struct StoredFormError: Error, Hashable, CustomStringConvertible {
    package let detail: String

    package var description: String { "the stored page is damaged: \(detail)" }
}

extension ProjectPage {
    /// Everything about the page, compact and self-contained: what a catalog keeps.
    package func storedForm() -> [UInt8] { [] }

    package init(storedForm: [UInt8]) throws(StoredFormError) {
        throw StoredFormError(detail: "not written yet")
    }
}

extension IndexFile {
    /// Everything about the file, compact and self-contained: what a catalog keeps.
    package func storedForm() -> [UInt8] { [] }

    package init(storedForm: [UInt8]) throws(StoredFormError) {
        throw StoredFormError(detail: "not written yet")
    }
}
