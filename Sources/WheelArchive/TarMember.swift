/// One member of a tar archive, as its headers describe it.
struct TarMember: Hashable {
    /// With `/` between directories; bytes that are no UTF-8 are replaced.
    let name: String
    /// Of its content in the archive, in bytes.
    let size: Int64
    /// Whether it is a file whose content stands in the archive as it is: no directory, link, device
    /// or file with holes.
    let isFile: Bool
}
