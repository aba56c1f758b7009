import Demands
import GuestDesign
import Model
import Testing

@Suite("Small values")
struct SmallValueTests {
    @Test(
        "Sets of processors are read and written in their shortest form",
        arguments: [
            ("0-3", "0-3"), ("2,4,6", "2,4,6"), ("0-7,^3", "0-2,4-7"), ("1, 0 ,2", "0-2"), ("", ""),
        ])
    func cpuSets(_ text: String, _ written: String) throws {
        #expect(try #require(CPUSet(text)).description == written)
    }

    @Test("A text that is no set of processors is none", arguments: ["a", "3-1", "-1", "1-2-3", "0-99999"])
    func noSets(_ text: String) { #expect(CPUSet(text) == nil) }

    @Test("Versions are compared by their numbers")
    func versions() throws {
        #expect(Version(number: 9_000_000) == Version(9, 0, 0))
        #expect(try #require(Version("10.2.0")) > Version(9, 11, 1))
        #expect(Version("9.0") == nil)
    }

    @Test("A PCI address is taken whole or not at all")
    func pci() {
        #expect(PCIAddress("0000:0A:00.1")?.description == "0000:0a:00.1")
        #expect(PCIAddress("0a:00.1") == nil)
        #expect(PCIAddress("0000:0g:00.1") == nil)
    }
}
