internal import Model

/// The EC2-compatible tree of one guest.
///
/// Source: Nova user guide, "Metadata", section "EC2-compatible metadata".
struct EC2Metadata {
    private let hostname: String
    private let inputs: MetadataInputs

    init(_ metadata: GuestMetadata, _ inputs: MetadataInputs) {
        hostname = metadata.hostname(inputs.data)
        self.inputs = inputs
    }

    /// All below a version's folder; the user data is beside it.
    func metaData(of version: EC2Version) -> MetadataNode {
        let data = inputs.data
        var entries = [
            entry("ami-id", .text(imageID)),
            entry("ami-launch-index", .number(data.facts.launchIndex)),
            entry("ami-manifest-path", .text("FIXME")),
            entry("instance-id", .text("i-" + eightDigits(data.identity.number))),
            entry("hostname", .text(hostname)),
            entry("local-ipv4", .text(localAddress)),
            entry("reservation-id", .text(data.facts.reservationID)),
            entry("security-groups", .lines(data.facts.securityGroups)),
        ]
        if let key = data.facts.key {
            let key0 = MetadataNode.folder([entry("openssh-key", .text(key.publicKey))])
            entries.append(
                entry("public-keys", .folder([.init(name: "0", node: key0, listedAs: "0=\(key.name)")]))
            )
        }
        if version >= .v2007_01_19 {
            entries.append(entry("local-hostname", .text(hostname)))
            entries.append(entry("public-hostname", .text(hostname)))
            entries.append(entry("public-ipv4", .text("")))
        }
        if version >= .v2007_08_29 { entries.append(entry("instance-type", .text(data.flavorName))) }
        if version >= .v2007_12_15 { entries.append(entry("block-device-mapping", blockDevices)) }
        if version >= .v2008_02_01 {
            entries.append(
                entry("placement", .folder([entry("availability-zone", .text(data.facts.availabilityZone))]))
            )
        }
        if version >= .v2008_09_01 { entries.append(entry("instance-action", .text("none"))) }
        return .folder(entries)
    }

    /// EC2 numbers images in 32 bits; the first digits of the UUID stay the same for an image on every host.
    private var imageID: String {
        guard let image = inputs.data.image else { return "ami-00000000" }
        let digits = image.value.lowercased().filter(\.isHexDigit).prefix(8)
        return "ami-" + String(repeating: "0", count: 8 - digits.count) + digits
    }

    private var localAddress: String {
        inputs.data.ports.lazy.flatMap(\.addresses).first { $0.version == .ipv4 }?.address ?? ""
    }

    private var blockDevices: MetadataNode {
        let disks = inputs.data.disks
        let root = disks.first { $0.bootIndex == 0 }?.deviceName ?? "sda1"
        var entries = [entry("ami", .text(root)), entry("root", .text("/dev/\(root)"))]
        let named = disks.filter { $0.source == .ephemeral }.compactMap(\.deviceName)
        for (index, name) in named.enumerated() { entries.append(entry("ephemeral\(index)", .text("/dev/\(name)"))) }
        if let swap = disks.first(where: { $0.source == .swap })?.deviceName {
            entries.append(entry("swap", .text("/dev/\(swap)")))
        }
        return .folder(entries)
    }

    private func entry(_ name: String, _ node: MetadataNode) -> MetadataNode.Entry {
        MetadataNode.Entry(name: name, node: node, listedAs: nil)
    }

    private func eightDigits(_ number: Int) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: max(0, 8 - digits.count)) + digits
    }
}
