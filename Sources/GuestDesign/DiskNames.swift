import Demands

/// Hands out disk names in the guest: `vda`, `vdb`, `sda`, …
struct DiskNames {
    private var taken: Set<String>
    /// The operator's prefix for every bus.
    private let prefix: String?
    /// The operator's bound on the disks of a bus; nil for none.
    private let most: Int?

    /// `reserved` are names that someone chose, with or without `/dev/`.
    init(reserved: [String], prefix: String?, most: Int? = nil) {
        self.most = most
        taken = Set(reserved.map(Self.bare))
        self.prefix = prefix
    }

    /// Without `/dev/`.
    static func bare(_ name: String) -> String {
        name.hasPrefix("/dev/") ? String(name.dropFirst(5)) : name
    }

    /// A whole disk's name: libvirt takes no partition (`vda1`) as a target.
    static func wholeDisk(_ name: String) -> String {
        String(bare(name).reversed().drop { $0.isNumber }.reversed())
    }

    /// The bus that a name tells; nil where its prefix is none of QEMU's.
    static func bus(of name: String) -> DiskBus? {
        switch bare(name).prefix(2) {
        case "hd": .ide
        case "vd": .virtio
        case "sd": .scsi
        case "fd": .fdc
        default: nil
        }
    }

    mutating func take(_ name: String) { taken.insert(Self.bare(name)) }

    mutating func next(on bus: DiskBus) throws(DesignRefusal) -> String {
        let start = prefix ?? Self.prefixes[bus] ?? "sd"
        let most = bus == .ide ? 4 : most ?? Self.enough
        guard let name = (0..<most).lazy.map({ start + Self.letters($0) }).first(where: { !taken.contains($0) }) else {
            throw DesignRefusal("No disk name is left on the bus '\(bus.rawValue)'; use fewer disks or another bus.")
        }
        taken.insert(name)
        return name
    }

    /// More than the names that any bus can use up.
    private static let enough = 702

    /// `a` … `z`, `aa` … `zz`.
    private static func letters(_ index: Int) -> String {
        let alphabet = Array("abcdefghijklmnopqrstuvwxyz")
        let last = String(alphabet[index % alphabet.count])
        return index < alphabet.count ? last : letters(index / alphabet.count - 1) + last
    }

    private static let prefixes: [DiskBus: String] = [
        .virtio: "vd", .scsi: "sd", .sata: "sd", .usb: "sd", .ide: "hd", .fdc: "fd",
    ]
}
