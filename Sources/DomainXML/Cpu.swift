import Demands
import GuestDesign

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
    for feature in cpu.features {
        elements.append(
            Element("feature", ["name": feature.name, "policy": feature.isRequired ? "require" : "disable"]))
    }
    return [Element("cpu", ["mode": cpu.mode?.rawValue, "match": "exact"], elements)]
}
