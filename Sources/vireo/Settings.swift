internal import Configuration
internal import JSON
internal import SystemPackage

/// The operator's settings, from flags, environment and file, in that order, with defaults that serve.
struct Settings: Sendable {
    /// The settings by the names that files and flags give them.
    enum Name: String, CaseIterable {
        case state, listen, publicURL, host, hypervisor, virtType, libvirtURI, instances
        case cpuAllocationRatio, ramAllocationRatio, diskAllocationRatio, reservedHostMemory, maxConcurrentBuilds
        case resumeGuestsStateOnHostBoot, keepDeletedDays
        case dhcpDomain, metadataPort, shutdownTimeout, clientTimeout, logLevel, logFormat
    }

    enum HypervisorChoice: String, Sendable, CaseIterable { case libvirt, simulated }

    enum VirtTypeChoice: String, Sendable, CaseIterable { case auto, kvm, qemu }

    /// The state folder.
    var state: String
    /// `HOST:PORT` that the API listens on.
    var listen: ListenAddress
    /// How clients reach the API, without a slash at the end; for the catalog.
    var publicURL: String
    /// The name that this host registers under.
    var host: String
    var hypervisor: HypervisorChoice
    var virtType: VirtTypeChoice
    var libvirtURI: String
    /// The folder of the machines' files; Nova's `instances_path`.
    var instances: String
    var cpuRatio: Double
    var memoryRatio: Double
    var diskRatio: Double
    /// MiB kept back for the host itself.
    var reservedMemoryMiB: Int
    var maximumBuilds: Int
    /// Whether guests that ran when the host went down are started at its next boot.
    var resumesGuests: Bool
    /// Days for which deleted servers are told of; 0 for ever.
    var keptDays: Int
    var dhcpDomain: String
    /// Port on which guests' metadata requests arrive; 0 for any free one.
    var metadataPort: Int
    var shutdownTimeout: Int
    /// Seconds for which a client may keep a connection without a request, or a request without sending.
    var clientTimeout: Int
    var logLevel: String
    var logFormat: String

    /// - Parameter flags: what the command line said, by the settings' names.
    /// - Throws: for a file that cannot be read, and for values that make no sense.
    init(flags: [String: String], file: String?) async throws {
        var providers: [any ConfigProvider] = [
            InMemoryProvider(
                name: "flags",
                values: Dictionary(
                    uniqueKeysWithValues: flags.map {
                        (AbsoluteConfigKey([$0.key]), ConfigValue(.string($0.value), isSecret: false))
                    })),
            EnvironmentVariablesProvider().prefixKeys(with: "vireo"),
        ]
        if let file {
            try Self.checkNames(in: file)
            providers.append(try await FileProvider<JSONSnapshot>(filePath: FilePath(file)))
        }
        let reader = ConfigReader(providers: providers)
        state = reader.string(forKey: ConfigKey(Name.state), default: "/var/lib/vireo")
        listen = try ListenAddress(reader.string(forKey: ConfigKey(Name.listen), default: "127.0.0.1:8774"))
        publicURL = reader.string(forKey: ConfigKey(Name.publicURL), default: "http://\(listen.reachable)")
        host = reader.string(forKey: ConfigKey(Name.host), default: HostFacts.hostname)
        hypervisor = try Self.choice(reader, .hypervisor, .libvirt)
        virtType = try Self.choice(reader, .virtType, .auto)
        libvirtURI = reader.string(forKey: ConfigKey(Name.libvirtURI), default: "qemu:///system")
        instances = reader.string(forKey: ConfigKey(Name.instances), default: state + "/instances")
        cpuRatio = try Self.ratio(reader, .cpuAllocationRatio, 4)
        memoryRatio = try Self.ratio(reader, .ramAllocationRatio, 1)
        diskRatio = try Self.ratio(reader, .diskAllocationRatio, 1)
        reservedMemoryMiB = try Self.number(reader, .reservedHostMemory, 512)
        maximumBuilds = try Self.number(reader, .maxConcurrentBuilds, 4)
        resumesGuests = try Self.flag(reader, .resumeGuestsStateOnHostBoot)
        keptDays = try Self.number(reader, .keepDeletedDays, 30)
        dhcpDomain = reader.string(forKey: ConfigKey(Name.dhcpDomain), default: "novalocal")
        metadataPort = try Self.number(reader, .metadataPort, 0)
        shutdownTimeout = try Self.number(reader, .shutdownTimeout, 60)
        clientTimeout = try Self.number(reader, .clientTimeout, 60, least: 1)
        logLevel = reader.string(forKey: ConfigKey(Name.logLevel), default: "info")
        logFormat = reader.string(forKey: ConfigKey(Name.logFormat), default: "text")
    }

    /// A misspelled name would leave its default in force without a word.
    private static func checkNames(in file: String) throws {
        guard let bytes = TextFile.bytes(file) else { throw SettingRefusal("config", file, "a file that can be read") }
        guard let members = try JSONValue(parsing: bytes).members else {
            throw SettingRefusal("config", file, "a JSON object of settings")
        }
        for member in members where Name(rawValue: member.name) == nil {
            let known = Name.allCases.map(\.rawValue).joined(separator: ", ")
            throw SettingRefusal("config", member.name, "a known setting: \(known)")
        }
    }

    private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ reader: ConfigReader, _ name: Name, _ standard: Choice
    ) throws -> Choice {
        guard let text = reader.string(forKey: ConfigKey(name)) else { return standard }
        guard let choice = Choice(rawValue: text) else {
            let known = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw SettingRefusal(name.rawValue, text, "one of \(known)")
        }
        return choice
    }

    /// False where nothing is said.
    private static func flag(_ reader: ConfigReader, _ name: Name) throws -> Bool {
        guard let text = reader.string(forKey: ConfigKey(name)) else {
            return reader.bool(forKey: ConfigKey(name), default: false)
        }
        guard let value = Bool(text) else { throw SettingRefusal(name.rawValue, text, "true or false") }
        return value
    }

    private static func number(
        _ reader: ConfigReader, _ name: Name, _ standard: Int, least: Int = 0
    ) throws -> Int {
        let text = reader.string(forKey: ConfigKey(name))
        let value = text.map { Int($0) } ?? reader.int(forKey: ConfigKey(name), default: standard)
        guard let value, value >= least else {
            throw SettingRefusal(name.rawValue, text ?? "\(value ?? 0)", "a whole number, \(least) or more")
        }
        return value
    }

    private static func ratio(_ reader: ConfigReader, _ name: Name, _ standard: Double) throws -> Double {
        let text = reader.string(forKey: ConfigKey(name))
        let value = text.map { Double($0) } ?? reader.double(forKey: ConfigKey(name), default: standard)
        guard let value, value > 0 else {
            throw SettingRefusal(name.rawValue, text ?? "\(value ?? 0)", "a number above 0")
        }
        return value
    }
}

extension ConfigKey {
    fileprivate init(_ name: Settings.Name) { self.init(name.rawValue) }
}
