import Cryptography
import Primitives

/// Gathers what a survey tells, loading each source once.
struct Surveyor {
    private let settings: TrustSettings
    private let environment: [String: String]
    private let now: Instant
    /// The variables that would be read if `env-mode` let them.
    private let ignored: [TrustSource]
    private(set) var resolution: TrustResolution

    init(
        settings: TrustSettings, environment: [String: String], libcurl: LibcurlDefaults,
        now: Instant, system locations: SystemLocations
    ) {
        self.settings = settings
        self.environment = environment
        self.now = now
        resolution = TrustResolution(
            settings: settings, environment: environment, libcurl: libcurl, now: now,
            system: locations)
        ignored =
            settings.envMode == .ignore
            ? TrustSource.ecosystem(environment).compactMap(\.self) : []
    }

    mutating func result() -> Result<TrustAnchors, TrustError> {
        Result { () throws(TrustError) in try resolution.anchors() }
    }

    mutating func system() -> LoadedSource { resolution.system() }

    mutating func localAnchors(_ locations: SystemLocations) -> LocalAnchors {
        let store = system()
        return LocalAnchors(
            locations, store: store, now: now, parser: &resolution.loader.parser)
    }

    /// What other programs make of the system's places, read when somebody asks.
    func foreignSystem(_ locations: SystemLocations) -> ForeignSystem {
        ForeignSystem(
            locations: locations, environment: environment,
            reading: ForeignReading(now: now, parser: resolution.loader.parser))
    }

    // MARK: Variables

    /// - Parameter identities: those that name client certificates, each with its index.
    mutating func variables(_ identities: [String: String]) -> [VariableStanding] {
        let own = TrustVariables.deciding + [TrustVariables.extra, TrustVariables.system]
        let read = own.compactMap { name in standing(of: name) }
        let foreign = TrustVariables.foreign.compactMap { name, reader in
            environment[name].map { value in
                VariableStanding(
                    name: name, value: value,
                    standing: identities[name].map { .identity(index: $0) }
                        ?? .notRead(reader: reader))
            }
        }
        return read + foreign
    }

    /// What each variable that other programs read too gives them by itself, used here or not.
    mutating func contents(asReadBy reader: VariableContent.Reader) -> [String: VariableContent] {
        var reading = ForeignReading(now: now, parser: resolution.loader.parser)
        var contents: [String: VariableContent] = [:]
        for source in TrustSource.ecosystem(environment).compactMap(\.self) {
            for part in source.parts {
                let single = TrustSource(origin: source.origin, scope: "", parts: [part])
                contents[part.name] =
                    reader == .own
                    ? (try? resolution.load(single)).map { .certificates($0.certificates) }
                        ?? .unusable
                    : reading.content(of: part, asReadBy: reader)
            }
        }
        return contents
    }

    /// What a program makes of a bundle that its own settings name.
    func content(
        of bundle: ToolSettings.Bundle, asReadBy reader: VariableContent.Reader
    ) -> VariableContent {
        var reading = ForeignReading(now: now, parser: resolution.loader.parser)
        let part = TrustSource.Part(bundle.name, bundle.path, .fileOrDirectory)
        return reading.content(of: part, asReadBy: reader)
    }

    private mutating func standing(of name: String) -> VariableStanding? {
        guard let value = environment[name] else { return nil }
        let standing: VariableStanding.Standing =
            if value.isEmpty {
                .ignored(reason: "empty counts as unset")
            } else if name == TrustVariables.system {
                .systemLocation(
                    isUsed: resolution.system().label == SystemStore.label(of: value))
            } else if ignored.contains(where: { $0.names.contains(name) }) {
                .ignored(reason: "env-mode = \"ignore\"")
            } else {
                self.standing(ofSource: name)
            }
        return VariableStanding(name: name, value: value, standing: standing)
    }

    private mutating func standing(ofSource name: String) -> VariableStanding.Standing {
        let sources = resolution.candidates + resolution.extras
        // A variable's name could never be a key's too, but the scope tells them apart anyway.
        guard let source = sources.first(where: { $0.scope.isEmpty && $0.names.contains(name) })
        else { return .ignored(reason: "nothing asks for it") }
        let isDecisive = source == resolution.candidates.first || source.origin == .extra
        let certificates: [Certificate]
        do throws(TrustError) {
            certificates = try part(name, of: source)
        } catch {
            return .unusable(reason: error.reason, isDecisive: isDecisive)
        }
        if source.origin == .extra { return .added(certificates: certificates.count) }
        guard !isDecisive, let winner = resolution.candidates.first else {
            return .used(certificates: certificates.count)
        }
        let used = try? resolution.load(winner)
        return .shadowed(
            by: winner.label, isSameContent: used.map { Set($0.certificates) } == Set(certificates))
    }

    /// What one variable of a source gives; an empty directory beside a good file gives nothing.
    private mutating func part(
        _ name: String, of source: TrustSource
    ) throws(TrustError) -> [Certificate] {
        let parts = source.parts.filter { $0.name == name }
        let single = TrustSource(origin: source.origin, scope: source.scope, parts: parts)
        do throws(TrustError) {
            return try resolution.load(single).certificates
        } catch {
            guard (try? resolution.load(source)) != nil else { throw error }
            return []
        }
    }

    // MARK: Alternatives

    mutating func alternatives() -> [TrustAlternative] {
        let system = resolution.system()
        let losers = resolution.candidates.dropFirst() + ignored
        var alternatives = losers.map { alternative($0) }
        if !resolution.candidates.isEmpty {
            let state: TrustAlternative.State =
                system.certificates.isEmpty
                ? .unusable(reason: "no certificate found") : .certificates(system.certificates)
            alternatives.append(TrustAlternative(.system, system.label, state))
        }
        return alternatives + added(system) + unset()
    }

    private mutating func alternative(_ source: TrustSource) -> TrustAlternative {
        let state: TrustAlternative.State
        do throws(TrustError) {
            state = .certificates(try resolution.load(source).certificates)
        } catch {
            state = .unusable(reason: error.reason)
        }
        let paths = source.parts.map(\.path)
        let isFile = (paths.first.flatMap { try? LocalFile.status($0) })?.kind == .regular
        let path = paths.count == 1 && isFile ? paths.first : nil
        return TrustAlternative(.source(source.origin), source.label, state, path: path)
    }

    /// The variable that decides, or would but for `env-mode = "ignore"`, and the system together.
    private mutating func added(_ system: LoadedSource) -> [TrustAlternative] {
        guard !resolution.joinsSystem || resolution.candidates.isEmpty,
            let variable = resolution.candidates.first ?? ignored.first,
            variable.origin == .environment, let loaded = try? resolution.load(variable)
        else { return [] }
        var both = loaded
        both.add(system.certificates)
        return [
            TrustAlternative(
                .environmentAdded, "env-mode = \"add\"", .certificates(both.certificates))
        ]
    }

    private func unset() -> [TrustAlternative] {
        let names = TrustVariables.deciding.filter { environment[$0, default: ""].isEmpty }
        return names.map { name in
            let origin: TrustSource.Origin =
                name == TrustVariables.deciding.first ? .ownVariable : .environment
            return TrustAlternative(.source(origin), name, .unset)
        }
    }
}
