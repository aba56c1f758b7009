extension Guest {
    /// The `<launchSecurity>` element; every virtio device of the guest uses its IOMMU then.
    package struct Encryption: Hashable, Sendable {
        /// SEV's guest policy.
        package var policy: Int
        package var sev: DomainCapabilities.SEV
    }
}
