import MirrorStore
import Primitives

/// A regular file below `public/`, opened through the links that were live at that moment: whatever
/// is published or deleted meanwhile, it stays whole.
struct ServedFile {
    let file: OpenFile
    /// In bytes.
    let size: Int
    let modified: Instant
    let tag: EntityTag
}
