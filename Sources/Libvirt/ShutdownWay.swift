import CLibvirt

/// How a guest is asked to shut down or to reboot.
package enum ShutdownWay: Sendable {
    /// libvirt chooses: the guest agent if there is one, else the power button.
    case automatic
    /// The power button.
    case acpi
    case guestAgent

    var shutdownFlags: UInt32 {
        switch self {
        case .automatic: VIR_DOMAIN_SHUTDOWN_DEFAULT.rawValue
        case .acpi: VIR_DOMAIN_SHUTDOWN_ACPI_POWER_BTN.rawValue
        case .guestAgent: VIR_DOMAIN_SHUTDOWN_GUEST_AGENT.rawValue
        }
    }

    var rebootFlags: UInt32 {
        switch self {
        case .automatic: VIR_DOMAIN_REBOOT_DEFAULT.rawValue
        case .acpi: VIR_DOMAIN_REBOOT_ACPI_POWER_BTN.rawValue
        case .guestAgent: VIR_DOMAIN_REBOOT_GUEST_AGENT.rawValue
        }
    }
}
