import Demands
import GuestDesign
import Model

@Sendable func cpu(_ guest: Guest) -> [Element] {
    guard let cpu = guest.cpu else { return [] }
    var elements = cpu.model.map { [Element("model", text: $0)] } ?? []
    let topology = cpu.topology
    elements.append(
        Element(
            "topology",
            [
                "sockets": String(topology.sockets), "cores": String(topology.cores),
                "threads": String(topology.threads),
            ]))
    if let addressing = cpu.physicalAddressing {
        elements.append(
            Element("maxphysaddr", ["mode": addressing.mode.rawValue, "bits": addressing.bits.map(String.init)]))
    }
    for feature in cpu.features {
        elements.append(
            Element("feature", ["name": feature.name, "policy": feature.isRequired ? "require" : "disable"]))
    }
    if !cpu.cells.isEmpty { elements.append(Element("numa", [:], cpu.cells.enumerated().map(cell))) }
    return [Element("cpu", ["mode": cpu.mode?.rawValue, "match": "exact"], elements)]
}

private func cell(_ index: Int, _ cell: Guest.NUMACell) -> Element {
    Element(
        "cell",
        [
            "id": String(index), "cpus": cell.vcpus.description, "memory": String(cell.memoryKiB),
            "memAccess": cell.isShared ? "shared" : nil,
        ])
}
