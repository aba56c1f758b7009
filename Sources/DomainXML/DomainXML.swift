package import GuestDesign

/// The domain definition that libvirt is given for a guest: the same guest gives the same bytes.
///
/// Source: libvirt's "Domain XML format".
package func xml(_ guest: Guest) -> String {
    let devices = Element("devices", [:], deviceConfigurators.flatMap { $0(guest) })
    let elements = domainConfigurators.flatMap { $0(guest) } + [devices]
    return Element("domain", ["type": guest.type.rawValue], elements).written
}

/// Writes the elements of one topic; none where the guest has nothing of it.
typealias Configurator = @Sendable (Guest) -> [Element]

/// The topics of a domain, in the order of its elements.
let domainConfigurators: [Configurator] = [
    identity, memory, processors, metadata, systemInformation, boot, features, cpuTune, clock, cpu,
]

/// The kinds of device, in the order of their elements.
let deviceConfigurators: [Configurator] = [
    disks, controllers, interfaces, serials, channels, graphics, video, inputs, rng, tpm, watchdog, balloon,
    passedDevices, iommu,
]
