internal import Configuration
internal import DesignInput
internal import DomainXML
internal import Foundation
internal import GuestDesign

/// The operator's settings, from flags, environment and file, in that order, with defaults that serve.
///
/// Environment and file have Nova's options too, by Nova's names; those that mean the same as a setting here are it.
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
    /// What shapes guests, by Nova's options; the kind of virtual machine and the folder are settings of their own.
    var guests: HostSettings
    /// Of these, what was given.
    var guestInputs: [ExplainedInput]
    /// Nova's options beside those.
    var options: ServiceOptions
    /// Nova's options that were given and change nothing.
    var idleOptions: [OperatorOption]

    /// - Parameter flags: what the command line said, by the settings' names.
    /// - Throws: for a file that cannot be read, for names that are not known, for values that make no sense, and for
    ///   options that ask for what is not offered.
    init(flags: [String: String], file: String?) async throws {
        let sources = try SettingsSources(file: file)
        let reader = ConfigReader(providers: [
            Self.provider("flags", flags), EnvironmentVariablesProvider().prefixKeys(with: "vireo"),
            Self.provider("environment, by Nova's names", sources.environment),
            Self.provider("file", sources.file),
        ])
        guests = sources.operatorSettings.guests
        guestInputs = sources.operatorSettings.guestInputs
        options = sources.operatorSettings.service
        idleOptions = sources.operatorSettings.idle.map(\.option)
        state = Self.path(reader, .state, "/var/lib/vireo")
        listen = try ListenAddress(reader.string(forKey: ConfigKey(Name.listen), default: "127.0.0.1:8774"))
        publicURL = reader.string(forKey: ConfigKey(Name.publicURL), default: "http://\(listen.reachable)")
        host = reader.string(forKey: ConfigKey(Name.host), default: HostFacts.hostname)
        hypervisor = try Self.choice(reader, .hypervisor, .libvirt)
        virtType = try Self.choice(reader, .virtType, .auto)
        libvirtURI = reader.string(forKey: ConfigKey(Name.libvirtURI), default: "qemu:///system")
        instances = Self.path(reader, .instances, state + "/instances")
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
        try checkTogether()
    }

    private static func provider(_ name: String, _ values: [String: String]) -> InMemoryProvider {
        InMemoryProvider(
            name: name,
            values: Dictionary(
                uniqueKeysWithValues: values.map {
                    (AbsoluteConfigKey([$0.key]), ConfigValue(.string($0.value), isSecret: false))
                }))
    }

    /// Source: Nova's admin guide, "File-backed memory".
    private func checkTogether() throws {
        guard guests.fileBackedMemory == 0 || memoryRatio == 1 else {
            throw SettingRefusal(
                "ramAllocationRatio", "\(memoryRatio)", "1 where 'libvirt.file_backed_memory' is given")
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

    /// libvirt takes absolute paths only, and others run in other folders.
    private static func path(_ reader: ConfigReader, _ name: Name, _ standard: String) -> String {
        URL(filePath: reader.string(forKey: ConfigKey(name), default: standard)).standardizedFileURL.path
    }

    /// False where nothing is said.
    private static func flag(_ reader: ConfigReader, _ name: Name) throws -> Bool {
        guard let text = reader.string(forKey: ConfigKey(name)) else { return false }
        guard let value = Bool(text) else { throw SettingRefusal(name.rawValue, text, "true or false") }
        return value
    }

    private static func number(
        _ reader: ConfigReader, _ name: Name, _ standard: Int, least: Int = 0
    ) throws -> Int {
        guard let text = reader.string(forKey: ConfigKey(name)) else { return standard }
        guard let value = Int(text), value >= least else {
            throw SettingRefusal(name.rawValue, text, "a whole number, \(least) or more")
        }
        return value
    }

    private static func ratio(_ reader: ConfigReader, _ name: Name, _ standard: Double) throws -> Double {
        guard let text = reader.string(forKey: ConfigKey(name)) else { return standard }
        guard let value = Double(text), value > 0, value.isFinite else {
            throw SettingRefusal(name.rawValue, text, "a number above 0")
        }
        return value
    }
}

extension ConfigKey {
    fileprivate init(_ name: Settings.Name) { self.init(name.rawValue) }
}
