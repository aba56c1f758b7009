import Demands
import Model

extension Designer {
    /// The image's machine type, else the operator's for the architecture, else the usual one.
    static func machine(_ demands: Demands, _ request: GuestRequest, architecture: String) -> String? {
        demands.machineType ?? request.settings.hwMachineType[architecture] ?? usualMachines[architecture]
    }

    private static let usualMachines = [
        "x86_64": "pc", "i686": "pc", "aarch64": "virt", "armv7l": "virt", "ppc64le": "pseries",
        "s390": "s390-ccw-virtio", "s390x": "s390-ccw-virtio",
    ]

    var isX86: Bool { architecture == "x86_64" || architecture == "i686" }
    var isQ35: Bool { machine?.contains("q35") ?? false }
    var isPower: Bool { architecture.hasPrefix("ppc") }

    private var offered: GuestArchitecture? { capabilities.guests.first { $0.name == architecture } }

    /// The versioned machine behind an alias.
    var canonicalMachine: String? {
        guard let machine else { return nil }
        return offered?.machines.first { $0.name == machine }?.canonical ?? machine
    }

    /// What the host says of the chosen machine; nil where it was not asked about this one.
    var domainCapabilities: DomainCapabilities? {
        capabilities.domains.first { $0.architecture == architecture && $0.machine == canonicalMachine }
    }

    func checkMachine() throws(DesignRefusal) {
        guard let offered else {
            throw DesignRefusal("The image asks for the architecture \(architecture), which is not offered.")
        }
        guard let machine else {
            // What is only emulated starts on whatever machine its QEMU prefers.
            guard demands.emulatedArchitecture == nil else { return }
            throw DesignRefusal(
                "No machine type is usual for the architecture \(architecture); set hw_machine_type of the image.")
        }
        guard offered.machines.contains(where: { $0.name == machine || $0.canonical == machine }) else {
            throw DesignRefusal(
                "The machine type '\(machine)' is not offered; change hw_machine_type of the image.",
                detail: "QEMU \(capabilities.qemuVersion) offers it not for \(architecture)")
        }
    }
}
