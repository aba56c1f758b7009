import GuestDesign

/// A device's place on the host; `type` where the element needs to say that it is PCI.
func pciAddress(_ address: PCIAddress, type: String? = nil) -> Element {
    Element(
        "address",
        [
            "type": type, "domain": "0x" + address.domain, "bus": "0x" + address.bus, "slot": "0x" + address.slot,
            "function": "0x" + address.function,
        ])
}
