import Demands
import GuestDesign

@Sendable func interfaces(_ guest: Guest) -> [Element] {
    guest.interfaces.map { interface($0, isEncrypted: guest.encryption != nil) }
}

private func interface(_ interface: Guest.Interface, isEncrypted: Bool) -> Element {
    var elements = [Element("mac", ["address": interface.mac])]
    if let model = interface.model { elements.append(Element("model", ["type": model])) }
    let usesIOMMU = isEncrypted && interface.model == NICModel.virtio.rawValue
    if interface.driver != nil || usesIOMMU { elements.append(driver(interface.driver, usesIOMMU: usesIOMMU)) }
    elements += source(interface.source)
    if let mtu = interface.mtu { elements.append(Element("mtu", ["size": String(mtu)])) }
    if let vlan = interface.vlan {
        elements.append(Element("vlan", [:], [Element("tag", ["id": String(vlan)])]))
    }
    if let target = interface.target { elements.append(Element("target", ["dev": target])) }
    if let port = interface.virtualPort { elements.append(element(port)) }
    if let filter = interface.filter { elements.append(element(filter)) }
    elements += bandwidth(interface)
    elements += address(interface.address)
    let managed = interface.source.kind == "hostdev" ? "yes" : nil
    return Element("interface", ["type": interface.source.kind, "managed": managed], elements)
}

private func source(_ source: Guest.Interface.Source) -> [Element] {
    switch source {
    case .bridge(let bridge): [Element("source", ["bridge": bridge])]
    case .ethernet: []
    case .macvtap(let device, let mode): [Element("source", ["dev": device, "mode": mode])]
    case .vhostUser(let path, let mode): [Element("source", ["type": "unix", "mode": mode, "path": path])]
    case .vdpa(let device): [Element("source", ["dev": device])]
    case .hostDevice(let address): [Element("source", [:], [pciAddress(address, type: "pci")])]
    }
}

private func driver(_ driver: Guest.Interface.Driver?, usesIOMMU: Bool) -> Element {
    Element(
        "driver",
        [
            "name": driver?.name, "queues": driver?.queues.map(String.init),
            "packed": driver?.isPacked == true ? "on" : nil, "iommu": usesIOMMU ? "on" : nil,
            "rx_queue_size": driver?.rxQueueSize.map(String.init),
            "tx_queue_size": driver?.txQueueSize.map(String.init),
        ])
}

private func element(_ port: Guest.Interface.VirtualPort) -> Element {
    switch port {
    case .openVSwitch(let interface):
        Element("virtualport", ["type": "openvswitch"], [Element("parameters", ["interfaceid": interface])])
    case .bridgePortExtension(let profile):
        Element("virtualport", ["type": "802.1Qbh"], [Element("parameters", ["profileid": profile])])
    }
}

private func element(_ filter: Guest.Interface.Filter) -> Element {
    Element(
        "filterref", ["filter": filter.name],
        filter.addresses.map { Element("parameter", ["name": "IP", "value": $0]) })
}

private func bandwidth(_ interface: Guest.Interface) -> [Element] {
    let directions = [("inbound", interface.inbound), ("outbound", interface.outbound)]
    let elements = directions.compactMap { name, limit in
        limit.map { limit in
            Element(
                name,
                [
                    "average": String(limit.average), "peak": limit.peak.map(String.init),
                    "burst": limit.burst.map(String.init),
                ])
        }
    }
    return elements.isEmpty ? [] : [Element("bandwidth", [:], elements)]
}
