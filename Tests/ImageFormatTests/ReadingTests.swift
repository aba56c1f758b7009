import ImageFormat
import Synchronization
import Testing

@Suite("An image is judged by reading little of it, and by nothing that was not read")
struct ReadingTests {
    /// Counts what is read of another image.
    private final class CountingImage: ImageSource {
        let image: SparseImage
        let count = Mutex(0)
        init(_ image: SparseImage) { self.image = image }
        var size: UInt64 { image.size }
        func read(offset: UInt64, count: Int) -> [UInt8] {
            self.count.withLock { $0 += count }
            return image.read(offset: offset, count: count)
        }
    }

    /// Answers with something else than was asked for.
    private struct BrokenImage: ImageSource {
        struct Failure: Error {}
        let size: UInt64 = 1 << 20
        let answer: [UInt8]?
        func read(offset: UInt64, count: Int) throws -> [UInt8] {
            guard let answer else { throw Failure() }
            return answer
        }
    }

    @Test("An accepted image costs less than the budget, whatever its size")
    func cost() throws {
        let samples: [(DiskFormat, SparseImage)] = [
            (.raw, SparseImage(size: 1 << 45)), (.qcow2, .qcow2()), (.vmdk, .vmdkStream()), (.vhd, .dynamicVHD()),
            (.vhdx, .vhdx()), (.vdi, .vdi()), (.ploop, .ploop()), (.iso, .iso()),
        ]
        for (format, image) in samples {
            let source = CountingImage(image)
            _ = try ImageInspector(source).inspect(declared: format)
            let count = source.count.withLock { $0 }
            #expect(count < 256 << 10, "\(format.rawValue) took \(count) bytes")
        }
    }

    @Test("A budget that is used up is a refusal")
    func budget() {
        #expect(throws: ImageRefusal.tooMuchToRead(limit: 20000)) {
            try ImageInspector(SparseImage.vhdx(), limits: ImageLimits(readBudget: 20000)).inspect(declared: .vhdx)
        }
        #expect(throws: ImageRefusal.tooMuchToRead(limit: 0)) {
            try ImageInspector(SparseImage.qcow2(), limits: ImageLimits(readBudget: 0)).detect()
        }
    }

    @Test(
        "A source that fails, or answers too little or too much, is a refusal",
        arguments: [nil, [], [UInt8](repeating: 0, count: 9000)]
    )
    func broken(answer: [UInt8]?) throws {
        let refusal = #expect(throws: ImageRefusal.self) {
            try ImageInspector(BrokenImage(answer: answer)).inspect(declared: .raw)
        }
        guard case .unreadable = refusal else {
            Issue.record("refused as \(String(describing: refusal))")
            return
        }
        #expect(refusal?.message.contains("9000") == false, "what the log keeps is not for a tenant")
    }

    @Test("A file cut anywhere is refused or known as less, and never a crash")
    func cuts() {
        let images: [SparseImage] = [
            .qcow2(), .vmdk(), .vmdkStream(), .dynamicVHD(), .fixedVHD(), .vhdx(), .vdi(), .ploop(), .iso(), .gpt(),
        ]
        let lengths: [UInt64] = [1, 3, 4, 5, 8, 63, 71, 72, 73, 103, 104, 511, 512, 513, 1023, 1535, 1536, 2048, 4095]
        for image in images {
            for length in lengths + [0x8001, 0x8006, 0x10000, 0x20000, 0x30000] where length < image.size {
                for declared in DiskFormat.allCases {
                    let cut = image.with { $0.size = length }
                    let facts = try? ImageInspector(cut).inspect(declared: declared)
                    #expect(facts.map { $0.fileSize == length } ?? true)
                }
            }
        }
    }
}
