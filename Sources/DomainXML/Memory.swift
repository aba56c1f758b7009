import GuestDesign
import Model

/// In KiB, libvirt's usual unit.
@Sendable func memory(_ guest: Guest) -> [Element] {
    [Element("memory", text: String(guest.memoryKiB))] + (guest.memoryBacking.map { [backing($0)] } ?? [])
}

private func backing(_ backing: Guest.MemoryBacking) -> Element {
    var elements: [Element] = []
    if !backing.hugePages.isEmpty {
        elements.append(
            Element(
                "hugepages", [:],
                backing.hugePages.map {
                    Element("page", ["size": String($0.sizeKiB), "nodeset": String($0.cell), "unit": "KiB"])
                }))
    }
    if !backing.isMergeable { elements.append(Element("nosharepages")) }
    if backing.isLocked { elements.append(Element("locked")) }
    if backing.isFileBacked {
        elements += [
            Element("source", ["type": "file"]), Element("access", ["mode": "shared"]),
            Element("allocation", ["mode": "immediate"]), Element("discard"),
        ]
    }
    return Element("memoryBacking", [:], elements)
}

/// The guest's memory comes from those cells only.
@Sendable func numaTune(_ guest: Guest) -> [Element] {
    guard let tune = guest.numaTune else { return [] }
    let all = Element("memory", ["mode": "strict", "nodeset": CPUSet(tune.hostCells).description])
    let single = tune.hostCells.enumerated().map { index, host in
        Element("memnode", ["cellid": String(index), "mode": "strict", "nodeset": String(host)])
    }
    return [Element("numatune", [:], [all] + single)]
}
