package import GuestDesign

extension DomainCapabilities {
    /// Reads one answer of `virConnectGetDomainCapabilities`.
    package init(xml: String) throws(XMLReadError) {
        let document = try XMLReader(xml, kind: "libvirt's domain capabilities")
        guard let architecture = document.text("arch"), let machine = document.text("machine"),
            let domainType = document.text("domain")
        else {
            throw XMLReadError(reason: "libvirt's domain capabilities name no arch, machine or domain")
        }
        let firmware = document.values(of: "firmware", in: "os")
        let models = document.all("cpu/mode").filter { $0.attribute("name") == "custom" }.flatMap { $0.all("model") }
        self.init(
            architecture: architecture, machine: machine, domainType: domainType,
            supportsUEFI: firmware.contains("efi"),
            supportsSecureBoot: document.values(of: "secure", in: "os/loader").contains("yes"),
            cpuModels: models.map(\.text), videoModels: document.values(of: "modelType", in: "devices/video"),
            tpmModels: document.values(of: "model", in: "devices/tpm"))
        if let feature = document.first("features/sev"), feature.attribute("supported") == "yes",
            let cbitpos = feature.text("cbitpos").flatMap({ Int($0) }),
            let bits = feature.text("reducedPhysBits").flatMap({ Int($0) })
        {
            sev = SEV(cbitpos: cbitpos, reducedPhysBits: bits)
        }
    }
}

extension XMLReader {
    /// The values of `<enum name='…'>` at a place.
    fileprivate func values(of name: String, in path: String) -> [String] {
        all(path + "/enum").filter { $0.attribute("name") == name }.flatMap { $0.all("value") }.map(\.text)
    }
}
