internal import Cryptography
internal import MirrorStore
internal import Reporting
internal import Transport
internal import Trust

/// Where the merged bundles of a run stand.
enum BundlePlace: Sendable {
    /// Nothing is written.
    case memory
    /// A folder that may be written to at once.
    case folder(String)
    /// With the mirror, which has to be the run's before anything is written.
    case mirror(MirrorLayout)

    /// For what changes no mirror: the user's cache where it is safe there.
    static func ofUser(_ environment: [String: String]) -> BundlePlace {
        BundleFolder.ofUser(environment).map(BundlePlace.folder) ?? .memory
    }

    /// What a sync would be refused for; who may not write to a mirror keeps no bundles there.
    /// - Throws: `Refusal` 78 for a folder that is not this user's alone.
    static func requirePrivate(in layout: MirrorLayout) throws(Refusal) {
        guard LocalFile.isWritable(layout.root) else { return }
        do throws(TrustError) {
            try BundleFolder.requirePrivate(BundleFolder.of(mirror: layout.root))
        } catch {
            throw Refusal(error)
        }
    }

    /// The anchors as requests take them; in memory wherever a file cannot be had.
    /// - Throws: `Refusal` 78 for a folder that is not this user's alone.
    func bundle(_ anchors: TrustAnchors) throws(Refusal) -> AnchorBundle {
        switch self {
        case .mirror(let layout):
            return AnchorBundle(file: anchors.path(in: BundleFolder.of(mirror: layout.root)))
        case .folder(let folder):
            do throws(TrustError) {
                return AnchorBundle(file: try anchors.write(into: folder))
            } catch {
                if error.isConfiguration { throw Refusal(error) }
            }
        case .memory: break
        }
        return AnchorBundle(pem: anchors.pem, id: anchors.id)
    }

    /// Puts a bundle where `bundle` has said that it stands.
    /// - Throws: `Refusal`: 78 for a folder that is not this user's alone, else 73.
    func write(_ anchors: TrustAnchors) throws(Refusal) {
        guard case .mirror(let layout) = self else { return }
        do throws(TrustError) {
            _ = try anchors.write(into: BundleFolder.of(mirror: layout.root))
        } catch {
            throw Refusal(error)
        }
    }
}

extension Refusal {
    init(_ error: TrustError) {
        self.init(
            error.isConfiguration ? .config : .cantcreat, error.description, hints: error.hints,
            path: error.path)
    }
}
