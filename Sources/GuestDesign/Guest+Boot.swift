extension Guest {
    /// What starts first: the `<os>` element.
    package struct Boot: Hashable, Sendable {
        package var architecture: String
        package var machine: String?
        package var firmware: UEFI?
        package var kernel: String?
        package var ramdisk: String?
        package var commandLine: String?
        /// `hd`, `cdrom`, `fd`, in the order of trying.
        package var devices: [String]
        package var hasMenu: Bool
        /// Whether the SMBIOS tables come from the domain's own system information.
        package var showsSystemInformation: Bool
    }

    package struct UEFI: Hashable, Sendable {
        package var loader: String
        package var isSecure: Bool
        package var isStateless = false
        package var nvramTemplate: String
        /// The guest's own variables, once libvirt made them.
        package var nvram: String?
    }
}
