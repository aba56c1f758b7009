/// What a guest may have only where libvirt and QEMU are new enough.
package enum GuestFeature: String, Hashable, Sendable, CaseIterable {
    case viommuVirtio = "the virtual IOMMU of the model virtio"
    case statelessFirmware = "stateless firmware"
    case physicalAddressing = "a choice of physical address bits"
    case igb = "the network card igb"
    case virtioSound = "the sound card virtio"
    case sevES = "memory encryption by amd-sev-es"

    package var leastLibvirt: Version {
        switch self {
        case .viommuVirtio: Version(8, 3, 0)
        case .statelessFirmware: Version(8, 6, 0)
        case .physicalAddressing: Version(8, 7, 0)
        case .igb: Version(9, 3, 0)
        case .virtioSound: Version(10, 4, 0)
        case .sevES: Version(8, 0, 0)
        }
    }

    package var leastQEMU: Version {
        switch self {
        case .viommuVirtio, .statelessFirmware, .physicalAddressing: Version(6, 2, 0)
        case .igb, .sevES: Version(8, 0, 0)
        case .virtioSound: Version(8, 2, 0)
        }
    }
}

extension HostCapabilities {
    package func supports(_ feature: GuestFeature) -> Bool {
        libvirtVersion >= feature.leastLibvirt && qemuVersion >= feature.leastQEMU
    }
}

extension Designer {
    func require(_ feature: GuestFeature) throws(DesignRefusal) {
        guard !capabilities.supports(feature) else { return }
        throw DesignRefusal(
            "Flavor or image ask for \(feature.rawValue), which is not offered.",
            detail: "libvirt \(feature.leastLibvirt) and QEMU \(feature.leastQEMU) have it, the host has "
                + "\(capabilities.libvirtVersion) and \(capabilities.qemuVersion)")
    }
}
