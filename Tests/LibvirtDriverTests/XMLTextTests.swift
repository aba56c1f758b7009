import Testing

@testable import LibvirtDriver

@Suite("Reading single elements of libvirt's documents")
struct XMLTextTests {
    private let document = """
        <network connections='1'>
          <name>n</name>
          <ip address='10.0.0.1' prefix='24'>
            <dhcp/>
          </ip>
          <ipnot address="no"/>
          <ip family='ipv6' address="fd00::1" prefix='64'/>
        </network>
        """

    @Test("Elements with and without content, by their whole name")
    func elements() {
        let found = XMLText.elements("ip", in: document)
        #expect(found.map { XMLText.attribute("address", of: $0) } == ["10.0.0.1", "fd00::1"])
        #expect(XMLText.attribute("family", of: found[0]) == nil)
        #expect(XMLText.elements("absent", in: document).isEmpty)
    }

    @Test("Text comes back as it was escaped")
    func escaping() {
        let text = "a<b>&\"c'd\n\u{e9}"
        let element = "<e x=\"\(XMLText.escaped(text))\"/>"
        #expect(XMLText.attribute("x", of: element) == text)
        #expect(XMLText.attribute("x", of: "<e x='&#x41;&unknown;'/>") == "A&unknown;")
    }
}
