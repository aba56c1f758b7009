import GuestDesign

@Sendable func features(_ guest: Guest) -> [Element] {
    let features = guest.features
    var elements = [Element("acpi")]
    if features.hasAPIC { elements.append(Element("apic")) }
    if let hyperV = features.hyperV { elements.append(enlightenments(hyperV)) }
    if features.hasVMCoreInfo { elements.append(Element("vmcoreinfo")) }
    if features.hidesKVM { elements.append(Element("kvm", [:], [Element("hidden", ["state": "on"])])) }
    if let pmu = features.pmu { elements.append(Element("pmu", ["state": pmu ? "on" : "off"])) }
    if features.hasSMM { elements.append(Element("smm", ["state": "on"])) }
    if let size = features.translationCacheMiB {
        elements.append(Element("tcg", [:], [Element("tb-cache", ["unit": "MiB"], text: String(size))]))
    }
    if features.hasIOAPIC { elements.append(Element("ioapic", ["driver": "qemu"])) }
    return [Element("features", [:], elements)]
}

/// Source: libvirt's "Domain XML format", section "Hypervisor features"; the number of retries is Microsoft's.
private func enlightenments(_ hyperV: Guest.HyperV) -> Element {
    var elements = [
        on("relaxed"), on("vapic"), Element("spinlocks", ["state": "on", "retries": "8191"]),
    ]
    if let vendor = hyperV.vendorID { elements.append(Element("vendor_id", ["state": "on", "value": vendor])) }
    let names = [
        "vpindex", "runtime", "synic", "reset", "frequencies", "reenlightenment", "tlbflush", "ipi", "evmcs",
    ]
    return Element("hyperv", [:], elements + names.map(on))
}

private func on(_ name: String) -> Element { Element(name, ["state": "on"]) }
