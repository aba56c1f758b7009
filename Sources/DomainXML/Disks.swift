import Demands
import GuestDesign
import Model

@Sendable func disks(_ guest: Guest) -> [Element] { guest.disks.map { disk($0, isEncrypted: guest.encryption != nil) } }

private func disk(_ disk: Guest.Disk, isEncrypted: Bool) -> Element {
    var elements = [driver(disk, usesIOMMU: isEncrypted && disk.bus == .virtio)] + source(disk.source)
    elements.append(Element("target", ["dev": disk.target, "bus": disk.bus.rawValue]))
    if let serial = disk.serial { elements.append(Element("serial", text: serial)) }
    elements += ioTune(disk.ioTune)
    if disk.logicalBlockSize != nil || disk.physicalBlockSize != nil {
        elements.append(
            Element(
                "blockio",
                [
                    "logical_block_size": disk.logicalBlockSize.map(String.init),
                    "physical_block_size": disk.physicalBlockSize.map(String.init),
                ]))
    }
    if let secret = disk.encryptionSecret {
        elements.append(
            Element("encryption", ["format": "luks"], [Element("secret", ["type": "passphrase", "uuid": secret])]))
    }
    if disk.isReadOnly { elements.append(Element("readonly")) }
    if disk.isShareable { elements.append(Element("shareable")) }
    if let order = disk.bootOrder { elements.append(Element("boot", ["order": String(order)])) }
    elements += address(disk.address)
    return Element("disk", ["type": disk.source.kind, "device": disk.device.rawValue], elements)
}

private func driver(_ disk: Guest.Disk, usesIOMMU: Bool) -> Element {
    Element(
        "driver",
        [
            "name": disk.driver, "type": disk.format, "cache": disk.cache, "discard": disk.discard, "io": disk.io,
            "iommu": usesIOMMU ? "on" : nil,
        ])
}

private func source(_ source: Guest.Disk.Source) -> [Element] {
    switch source {
    case .file(let path): return [Element("source", ["file": path])]
    case .block(let path): return [Element("source", ["dev": path])]
    case .network(let proto, let name, let hosts, let auth):
        let servers = hosts.map { Element("host", ["name": $0.name, "port": $0.port]) }
        let source = Element("source", ["protocol": proto, "name": name], servers)
        guard let auth else { return [source] }
        let secret = Element("secret", ["type": "ceph", "uuid": auth.secretUUID])
        return [source, Element("auth", ["username": auth.user], [secret])]
    }
}

private func ioTune(_ tune: IOTune) -> [Element] {
    let limits = IOTune.Limit.allCases.compactMap { limit in
        tune.limits[limit].map { Element(limit.rawValue, text: String($0)) }
    }
    return limits.isEmpty ? [] : [Element("iotune", [:], limits)]
}
