import GuestDesign

/// In KiB, libvirt's usual unit.
@Sendable func memory(_ guest: Guest) -> [Element] {
    [Element("memory", text: String(guest.memoryKiB))] + (guest.memoryBacking.map { [backing($0)] } ?? [])
}

private func backing(_ backing: Guest.MemoryBacking) -> Element {
    guard backing.isFileBacked else { return Element("memoryBacking") }
    return Element(
        "memoryBacking", [:],
        [
            Element("source", ["type": "file"]), Element("access", ["mode": "shared"]),
            Element("allocation", ["mode": "immediate"]), Element("discard"),
        ])
}
