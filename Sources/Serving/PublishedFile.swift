import Foundation
import Primitives

/// A regular file below `public/`, found through the links that are live at this moment.
struct PublishedFile {
    let location: URL
    /// In bytes.
    let size: Int
    let modified: Instant
    /// Strong, without quotes.
    let entityTag: String
}
