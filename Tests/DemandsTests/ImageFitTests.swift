import Demands
import Model
import Testing

@Suite("Whether an image fits a flavor")
struct ImageFitTests {
    @Test("Enough of everything passes; a root disk of 0 takes the image's size")
    func fits() throws {
        try ImageFit.check(image: .sample(size: 1 << 30, minDisk: 1, minRAM: 512), flavor: .sample())
        try ImageFit.check(image: .sample(size: 9 << 30, minDisk: 9), flavor: .sample(rootGiB: 0))
    }

    @Test(
        "Too little memory or disk is refused with both figures",
        arguments: [
            (Image.sample(minRAM: 513), "min_ram=513", "ram=512"),
            (Image.sample(minDisk: 2), "min_disk=2", "disk=1"),
            (Image.sample(size: (1 << 30) + 1), "size=1073741825", "disk=1"),
        ])
    func tooSmall(_ image: Image, _ needed: String, _ given: String) throws {
        let conflict = #expect(throws: DemandConflict.self) { try ImageFit.check(image: image, flavor: .sample()) }
        let message = try #require(conflict).description
        #expect(message.contains(needed) && message.contains(given))
    }
}
