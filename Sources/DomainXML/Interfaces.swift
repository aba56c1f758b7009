import Demands
import GuestDesign

@Sendable func interfaces(_ guest: Guest) -> [Element] { guest.interfaces.map(interface) }

private func interface(_ interface: Guest.Interface) -> Element {
    var elements = [Element("mac", ["address": interface.mac])]
    if let model = interface.model { elements.append(Element("model", ["type": model])) }
    if let driver = interface.driver { elements.append(element(driver)) }
    elements += source(interface.source)
    if let mtu = interface.mtu { elements.append(Element("mtu", ["size": String(mtu)])) }
    if let vlan = interface.vlan {
        elements.append(Element("vlan", [:], [Element("tag", ["id": String(vlan)])]))
    }
    if let target = interface.target { elements.append(Element("target", ["dev": target])) }
    if let port = interface.openVSwitchPort {
        elements.append(
            Element("virtualport", ["type": "openvswitch"], [Element("parameters", ["interfaceid": port])]))
    }
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
    case .hostDevice(let address): [Element("source", [:], [pciAddress(address, type: "pci")])]
    }
}

private func element(_ driver: Guest.Interface.Driver) -> Element {
    Element(
        "driver",
        [
            "name": driver.name, "queues": driver.queues.map(String.init),
            "rx_queue_size": driver.rxQueueSize.map(String.init), "tx_queue_size": driver.txQueueSize.map(String.init),
        ])
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
