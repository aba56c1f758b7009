package import GuestDesign

extension HostCapabilities {
    /// Reads what `virConnectGetCapabilities` and, for each machine type of interest,
    /// `virConnectGetDomainCapabilities` answer.
    package init(
        capabilitiesXML: String, domainCapabilitiesXML: [String], libvirtVersion: Version, qemuVersion: Version
    ) throws(XMLReadError) {
        let document = try XMLReader(capabilitiesXML, kind: "libvirt's capabilities")
        guard let architecture = document.text("host/cpu/arch") else {
            throw XMLReadError(reason: "libvirt's capabilities name no host/cpu/arch")
        }
        var domains: [DomainCapabilities] = []
        for text in domainCapabilitiesXML { domains.append(try DomainCapabilities(xml: text)) }
        self.init(
            architecture: architecture, hostUUID: document.text("host/uuid"), libvirtVersion: libvirtVersion,
            qemuVersion: qemuVersion, guests: document.all("guest/arch").compactMap(GuestArchitecture.init),
            domains: domains)
    }
}

extension GuestArchitecture {
    fileprivate init?(_ arch: XMLReader) {
        guard let name = arch.attribute("name") else { return nil }
        let machines = arch.all("machine") + arch.all("domain/machine")
        self.init(
            name: name, emulator: arch.text("emulator") ?? "",
            machines: machines.map { Machine(name: $0.text, canonical: $0.attribute("canonical")) },
            domainTypes: arch.all("domain").compactMap { $0.attribute("type") })
    }
}
