package import GuestDesign

/// The domain definition that libvirt is given for a guest: the same guest gives the same bytes.
///
/// Source: libvirt's "Domain XML format".
///
/// - Parameter placement: kept in the domain's metadata beside what Nova keeps there.
package func xml(_ guest: Guest, placement: PlacementElement? = nil) -> String {
    definition(guest, placement: placement).written
}

/// The definition as a tree.
func definition(_ guest: Guest, placement: PlacementElement? = nil) -> Element {
    let devices = Element("devices", [:], deviceConfigurators.flatMap { $0(guest) })
    let before = domainConfigurators.flatMap { $0(guest) }.map { element in
        guard let placement, element.name == "metadata" else { return element }
        return element.adding([placement.element])
    }
    let after = finalConfigurators.flatMap { $0(guest) }
    return Element("domain", ["type": guest.type.rawValue], before + [devices] + after)
}

/// The topics of a domain, in the order of its elements.
let domainConfigurators: [Configurator] = [
    identity, memory, numaTune, processors, metadata, systemInformation, boot, features, cpuTune, clock, cpu,
]

/// The topics that come after the devices.
let finalConfigurators: [Configurator] = [perf, launchSecurity]

/// The kinds of device, in the order of their elements.
let deviceConfigurators: [Configurator] = [
    disks, controllers, hubs, interfaces, serials, channels, graphics, video, inputs, rng, tpm, watchdog, balloon,
    passedDevices, iommu, sound, redirectedPorts,
]
