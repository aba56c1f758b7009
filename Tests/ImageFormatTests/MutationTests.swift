import ImageFormat
import Testing

@Suite("Whatever the bytes are, the answer is facts or a refusal")
struct MutationTests {
    /// A valid image, where its structures lie, and what makes its checksums right again.
    private struct Sample {
        let format: DiskFormat
        let image: SparseImage
        let places: [Range<UInt64>]
        let seal: (inout SparseImage) -> Void
        let share: Int

        init(
            _ format: DiskFormat,
            _ image: SparseImage,
            _ places: [Range<UInt64>],
            share: Int = 20,
            seal: @escaping (inout SparseImage) -> Void = { _ in }
        ) {
            self.format = format
            self.image = image
            self.places = places
            self.seal = seal
            self.share = share
        }
    }

    /// A linear congruential generator (Knuth's MMIX constants), for the same mutations on every machine.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64
        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ state >> 33
        }
    }

    private static var samples: [Sample] {
        let richQcow2 = SparseImage.qcow2().with {
            $0.size = 0x60000
            $0.put(big: UInt64(1), at: 88)
            $0.putQcow2Extension(0x6803_F857, length: 96, data: [0, 9] + Array("time travel".utf8))
            $0.putQcow2Extension(0x2385_2875, length: 24, skipping: 104)
            $0.put(big: UInt32(1), at: 224)
        }
        return [
            Sample(.qcow2, .qcow2(), [0..<128], share: 40),
            Sample(.qcow2, .qcow2(version: 2), [0..<80]),
            Sample(.qcow2, richQcow2, [0..<256], share: 40),
            Sample(.vmdk, .vmdk(), [0..<80, 512..<900], share: 30),
            Sample(.vmdk, .vmdkStream(), [0..<80, 0x20000 - 1536..<0x20000]),
            Sample(.vhd, .dynamicVHD(), [0..<90, 512..<560, 1088..<1280]) { image in
                image.put(image.read(offset: 0, count: 512), at: 2048)
                image.sealVHD()
            },
            Sample(.vhd, .fixedVHD(), [10 << 20..<(10 << 20) + 90]) { $0.sealVHD() },
            Sample(
                .vhdx,
                .vhdx(),
                [2 << 20..<(2 << 20) + 128, (2 << 20) + 0x10000..<(2 << 20) + 0x10014, 128 << 10..<(128 << 10) + 80],
                share: 2
            ) { $0.sealVHDX() },
            Sample(.vdi, .vdi(), [0x40..<0x60, 0x154..<0x1C8]),
            Sample(.ploop, .ploop(), [0..<64]),
            Sample(.iso, .iso(), [0x8000..<0x8010]),
            Sample(.raw, .gpt(), [0..<8, 446..<520]),
        ]
    }

    /// Numbers at which arithmetic breaks.
    private static let edges: [UInt64] = [
        0, 1, 7, 8, 511, 512, 65535, 65536, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF, 1 << 32, 1 << 62,
        0x7FFF_FFFF_FFFF_FFFF, 1 << 63, .max - 511, .max - 1, .max,
    ]

    private static func mutate(_ image: inout SparseImage, in places: [Range<UInt64>], by generator: inout Generator) {
        for _ in 0..<Int.random(in: 1...4, using: &generator) {
            guard let range = places.randomElement(using: &generator) else { return }
            let place = UInt64.random(in: range, using: &generator)
            let edge = edges.randomElement(using: &generator) ?? 0
            switch Int.random(in: 0..<8, using: &generator) {
            case 0: image.put([UInt8.random(in: 0...255, using: &generator)], at: place)
            case 1: image.put([1 << UInt8.random(in: 0..<8, using: &generator)], at: place)
            case 2: image.put(big: UInt32(truncatingIfNeeded: edge), at: place & ~3)
            case 3: image.put(little: UInt32(truncatingIfNeeded: edge), at: place & ~3)
            case 4: image.put(big: edge, at: place & ~3)
            case 5: image.put(little: edge, at: place & ~3)
            case 6: image.put(big: generator.next() >> UInt64.random(in: 0..<64, using: &generator), at: place & ~3)
            default: image.size = UInt64.random(in: 1...image.size, using: &generator)
            }
        }
    }

    @Test("20,000 mutations of valid images")
    func mutations() {
        var generator = Generator(state: 20_240_704)
        let samples = Self.samples.flatMap { Array(repeating: $0, count: $0.share) }
        var accepted = 0
        for round in 0..<20000 {
            guard let sample = samples.randomElement(using: &generator) else { return }
            var image = sample.image
            Self.mutate(&image, in: sample.places, by: &generator)
            if Bool.random(using: &generator) {
                sample.seal(&image)
            }
            let formats = [sample.format, DiskFormat.allCases.randomElement(using: &generator) ?? .raw]
            let declared = formats[round % 8 == 0 ? 1 : 0]
            guard let facts = try? ImageInspector(image).inspect(declared: declared) else { continue }
            accepted += 1
            #expect(facts.format == declared)
            #expect(facts.fileSize == image.size)
            #expect(facts.virtualSize <= ImageLimits().virtualSize)
        }
        #expect((1000...19000).contains(accepted), "\(accepted) accepted: the mutations are too weak or too strong")
    }
}
