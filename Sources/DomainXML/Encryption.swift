import GuestDesign

/// Virtio devices of an encrypted guest reach only what their IOMMU shows them.
func virtioDriver(_ guest: Guest) -> [Element] {
    guest.encryption == nil ? [] : [Element("driver", ["iommu": "on"])]
}

@Sendable func launchSecurity(_ guest: Guest) -> [Element] {
    guard let encryption = guest.encryption else { return [] }
    return [
        Element(
            "launchSecurity", ["type": "sev"],
            [
                Element("policy", text: "0x00" + String(encryption.policy, radix: 16)),
                Element("cbitpos", text: String(encryption.sev.cbitpos)),
                Element("reducedPhysBits", text: String(encryption.sev.reducedPhysBits)),
            ])
    ]
}
