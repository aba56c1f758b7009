import ImageFormat
import Testing

@Suite("An image that two tools could see as two things is refused")
struct MixtureTests {
    private static let structured: [(DiskFormat, ContentFormat, SparseImage)] = [
        (.qcow2, .qcow2, .qcow2()), (.vmdk, .vmdk, .vmdk()), (.vmdk, .vmdk, .vmdkStream()), (.vhd, .vhd, .dynamicVHD()),
        (.vhd, .vhd, .fixedVHD()), (.vhdx, .vhdx, .vhdx()), (.vdi, .vdi, .vdi()), (.ploop, .ploop, .ploop()),
    ]

    private static func withVolume(_ image: SparseImage, _ identifier: String) -> SparseImage {
        image.with {
            $0.size = max($0.size, 0x9000)
            $0.put("\u{1}\(identifier)\u{1}", at: 0x8000)
        }
    }

    private static func withPartitions(_ image: SparseImage) -> SparseImage {
        image.with {
            $0.size = max($0.size, 1 << 20)
            $0.put(SparseImage.gpt().read(offset: 446, count: 74), at: 446)
        }
    }

    @Test("A disk that is a volume too, whatever it is declared to be", arguments: ["CD001", "BEA01", "NSR02"])
    func volumes(identifier: String) {
        for (_, _, image) in Self.structured {
            let mixture = Self.withVolume(image, identifier)
            // A dynamic VHD that is made longer has its footer no more at its end.
            for declared in DiskFormat.allCases {
                let refusal = HostileImage("", declared, mixture) { _ in true }.refusal
                guard case .severalFormats(let found) = refusal else {
                    Issue.record("\(image) declared as \(declared): \(String(describing: refusal))")
                    continue
                }
                #expect(found.contains(.iso))
            }
        }
    }

    @Test("A disk whose header leaves room for a partition table, and has one")
    func partitions() {
        for (format, content, image) in Self.structured where format != .vhd {
            for declared in DiskFormat.allCases {
                let refusal = HostileImage("", declared, Self.withPartitions(image)) { _ in true }.refusal
                #expect(refusal == .severalFormats([content, .gpt, .mbr]), "\(format) declared as \(declared)")
            }
        }
    }

    @Test("An ISO with partitions is a disk or an ISO, and nothing else", arguments: DiskFormat.allCases)
    func hybrid(declared: DiskFormat) {
        let refusal = HostileImage("", declared, Self.withPartitions(.iso())) { _ in true }.refusal
        if declared == .iso || (declared.isPlain && declared != .iso) {
            #expect(refusal == nil)
        } else {
            #expect(refusal == .declaredDiffers(declared: declared, detected: [.iso, .gpt, .mbr]))
        }
    }

    @Test("A descriptor that names another file, before an ISO with partitions", arguments: DiskFormat.allCases)
    func descriptor(declared: DiskFormat) {
        let text = "# Disk DescriptorFile\nversion=1\nRW 9 FLAT \"/etc/passwd\" 0\n"
        let mixture = Self.withPartitions(.iso()).with { $0.put(text, at: 0) }
        let refusal = HostileImage("", declared, mixture) { _ in true }.refusal
        #expect(refusal == .severalFormats([.vmdk, .iso, .gpt, .mbr]))
    }

    @Test("A small file that says it is a huge disk is refused past the limit")
    func bombs() {
        let limits = ImageLimits(virtualSize: 1 << 20)
        for (format, _, image) in Self.structured {
            #expect(image.size < 16 << 20)
            #expect { try ImageInspector(image, limits: limits).inspect(declared: format) } throws: { error in
                if case .virtualSize(format, _, 1 << 20) = error as? ImageRefusal { true } else { false }
            }
        }
    }
}
