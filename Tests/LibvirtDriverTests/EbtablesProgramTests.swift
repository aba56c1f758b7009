import Testing

@testable import LibvirtDriver

@Suite("Chains of the rules of guests' links")
struct EbtablesProgramTests {
    @Test(
        "Those of a link are known by its whole name, whether they are in their place or not",
        arguments: ["libvirt-I-tap1-a", "libvirt-P-tap1-a", "O-tap1-a-ipv4", "J-tap1-a-arp-mac"])
    func own(name: String) {
        #expect(EbtablesProgram.isChain(name, of: "tap1-a"))
    }

    @Test("No other is taken for one", arguments: ["PREROUTING", "libvirt-I-tap1-ab", "I-tap1-ab-mac", "X-tap1-a-mac"])
    func others(name: String) {
        #expect(!EbtablesProgram.isChain(name, of: "tap1-a"))
    }
}
