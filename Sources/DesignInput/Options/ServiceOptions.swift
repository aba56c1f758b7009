package import Model

/// Values of Nova's options that the service follows outside of guests' definitions; nil where none is given.
///
/// Source: Nova's configuration reference.
package struct ServiceOptions: Hashable, Sendable {
    package init() {}

    /// `[libvirt] wait_soft_reboot_seconds`
    package var waitSoftRebootSeconds: Int?
    /// `[libvirt] rescue_image_id`
    package var rescueImage: String?
    /// `[libvirt] images_cpu_time_limit`: seconds.
    package var imagesCPUTimeLimit: Int?
    /// `[libvirt] images_address_space_limit`: GiB.
    package var imagesAddressSpaceLimit: Int?
    /// `[DEFAULT] reserved_host_disk_mb`: MiB.
    package var reservedHostDiskMiB = 0
    /// `[DEFAULT] reserved_host_cpus`
    package var reservedHostCPUs = 0
    /// `[DEFAULT] instance_build_timeout`: seconds; 0 for none.
    package var instanceBuildTimeout: Int?
    /// `[DEFAULT] default_availability_zone`
    package var defaultAvailabilityZone: String?
    /// `[DEFAULT] default_ephemeral_format`
    package var defaultEphemeralFormat: String?
    /// `[DEFAULT] force_config_drive`
    package var forceConfigDrive = false
    /// `[api] max_limit`
    package var maxLimit: Int?
    /// `[quota]`
    package var quota = QuotaSet()
}
