package import GuestDesign
import Model

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
        cells = document.all("host/topology/cells/cell").compactMap(HostCell.init)
    }
}

extension HostCell {
    fileprivate init?(_ cell: XMLReader) {
        guard let id = cell.attribute("id").flatMap({ Int($0) }), let memory = cell.text("memory").flatMap({ Int($0) })
        else { return nil }
        self.init(
            id: id, memoryMiB: memory / 1024, cpus: cell.all("cpus/cpu").compactMap(CPU.init),
            pages: cell.all("pages").compactMap(Pages.init))
    }
}

extension HostCell.CPU {
    /// Without siblings it is a core by itself.
    fileprivate init?(_ cpu: XMLReader) {
        guard let id = cpu.attribute("id").flatMap({ Int($0) }) else { return nil }
        self.init(id: id, siblings: cpu.attribute("siblings").flatMap(CPUSet.init)?.cpus.sorted() ?? [id])
    }
}

extension HostCell.Pages {
    fileprivate init?(_ pages: XMLReader) {
        guard let size = pages.attribute("size").flatMap({ Int($0) }), let total = Int(pages.text) else { return nil }
        self.init(sizeKiB: size, total: total)
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
