internal import Configuration
internal import SystemPackage

/// The operator's settings, from flags, environment and file, in that order, with defaults that serve.
struct Settings: Sendable {
    enum VirtTypeChoice: String, Sendable, CaseIterable { case auto, kvm, qemu }

    /// The state folder.
    var state: String
    /// `HOST:PORT` that the API listens on.
    var listen: ListenAddress
    /// How clients reach the API, without a slash at the end; for the catalog.
    var publicURL: String
    /// The name that this host registers under.
    var host: String
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
    var dhcpDomain: String
    /// Port on which guests' metadata requests arrive; 0 for any free one.
    var metadataPort: Int
    var shutdownTimeout: Int
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
            providers.append(try await FileProvider<JSONSnapshot>(filePath: FilePath(file)))
        }
        let reader = ConfigReader(providers: providers)
        state = reader.string(forKey: "state", default: "/var/lib/vireo")
        listen = try ListenAddress(reader.string(forKey: "listen", default: "127.0.0.1:8774"))
        publicURL = reader.string(forKey: "publicURL", default: "http://\(listen.reachable)")
        host = reader.string(forKey: "host", default: HostFacts.hostname)
        virtType = try Self.choice("virtType", reader.string(forKey: "virtType", default: "auto"))
        libvirtURI = reader.string(forKey: "libvirtURI", default: "qemu:///system")
        instances = reader.string(forKey: "instances", default: state + "/instances")
        cpuRatio = try Self.ratio(reader, "cpuAllocationRatio", 4)
        memoryRatio = try Self.ratio(reader, "ramAllocationRatio", 1)
        diskRatio = try Self.ratio(reader, "diskAllocationRatio", 1)
        reservedMemoryMiB = try Self.number(reader, "reservedHostMemory", 512)
        maximumBuilds = try Self.number(reader, "maxConcurrentBuilds", 4)
        dhcpDomain = reader.string(forKey: "dhcpDomain", default: "novalocal")
        metadataPort = try Self.number(reader, "metadataPort", 0)
        shutdownTimeout = try Self.number(reader, "shutdownTimeout", 60)
        logLevel = reader.string(forKey: "logLevel", default: "info")
        logFormat = reader.string(forKey: "logFormat", default: "text")
    }

    private static func choice(_ name: String, _ text: String) throws -> VirtTypeChoice {
        guard let choice = VirtTypeChoice(rawValue: text) else {
            throw SettingRefusal(name, text, "one of auto, kvm, qemu")
        }
        return choice
    }

    private static func number(_ reader: ConfigReader, _ name: String, _ standard: Int) throws -> Int {
        guard let text = reader.string(forKey: ConfigKey(name)) else {
            return reader.int(forKey: ConfigKey(name), default: standard)
        }
        guard let value = Int(text), value >= 0 else { throw SettingRefusal(name, text, "a whole number, 0 or more") }
        return value
    }

    private static func ratio(_ reader: ConfigReader, _ name: String, _ standard: Double) throws -> Double {
        guard let text = reader.string(forKey: ConfigKey(name)) else {
            return reader.double(forKey: ConfigKey(name), default: standard)
        }
        guard let value = Double(text), value > 0 else { throw SettingRefusal(name, text, "a number above 0") }
        return value
    }
}
