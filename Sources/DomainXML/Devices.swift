import Demands
import GuestDesign

@Sendable func rng(_ guest: Guest) -> [Element] {
    guard let rng = guest.rng else { return [] }
    var elements: [Element] = []
    if let rate = rng.rate {
        elements.append(Element("rate", ["period": String(rate.period), "bytes": String(rate.bytes)]))
    }
    elements.append(Element("backend", ["model": "random"], text: rng.source))
    elements += virtioDriver(guest)
    return [Element("rng", ["model": "virtio"], elements + address(rng.address))]
}

@Sendable func tpm(_ guest: Guest) -> [Element] {
    guard let tpm = guest.tpm else { return [] }
    let secret = Element("encryption", ["secret": tpm.secretUUID])
    let backend = Element("backend", ["type": "emulator", "version": tpm.demand.version.rawValue], [secret])
    return [Element("tpm", ["model": tpm.demand.model.rawValue], [backend])]
}

@Sendable func watchdog(_ guest: Guest) -> [Element] {
    guard let watchdog = guest.watchdog else { return [] }
    let attributes: KeyValuePairs<String, String?> = ["model": "i6300esb", "action": watchdog.action.rawValue]
    return [Element("watchdog", attributes, address(watchdog.address))]
}

@Sendable func balloon(_ guest: Guest) -> [Element] {
    guard let balloon = guest.balloon else { return [] }
    let stats = balloon.period.map { [Element("stats", ["period": String($0)])] } ?? []
    return [Element("memballoon", ["model": "virtio"], stats + virtioDriver(guest) + address(balloon.address))]
}

@Sendable func sound(_ guest: Guest) -> [Element] {
    guest.sound.map { [Element("sound", ["model": $0.rawValue])] } ?? []
}

@Sendable func redirectedPorts(_ guest: Guest) -> [Element] {
    (0..<guest.redirectedUSBPorts).map { _ in Element("redirdev", ["bus": "usb", "type": "spicevmc"]) }
}

@Sendable func passedDevices(_ guest: Guest) -> [Element] {
    guest.hostDevices.map { device in
        switch device.source {
        case .pci(let place):
            Element(
                "hostdev", ["mode": "subsystem", "type": "pci", "managed": "yes"],
                [Element("source", [:], [pciAddress(place)])] + address(device.address))
        case .mediated(let uuid):
            Element(
                "hostdev", ["mode": "subsystem", "type": "mdev", "managed": "no", "model": "vfio-pci"],
                [Element("source", [:], [Element("address", ["uuid": uuid])])] + address(device.address))
        }
    }
}

@Sendable func iommu(_ guest: Guest) -> [Element] {
    guard let iommu = guest.iommu else { return [] }
    let driver = iommu.driver.map { driver in
        Element(
            "driver",
            [
                "intremap": "on", "caching_mode": "on", "aw_bits": String(driver.addressBits),
                "eim": driver.hasExtendedInterrupts ? "on" : "off", "iotlb": "on",
            ])
    }
    return [Element("iommu", ["model": iommu.model.rawValue], driver.map { [$0] } ?? [])]
}
