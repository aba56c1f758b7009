import Demands
import Model

extension Designer {
    func boot(_ plan: DiskPlan) throws(DesignRefusal) -> Guest.Boot {
        var boot = Guest.Boot(
            architecture: architecture, machine: machine, firmware: try firmware().map(uefi), devices: [],
            hasMenu: demands.hasBootMenu, showsSystemInformation: isX86)
        let folder = settings.instancePath(uuid)
        if let rescue = request.rescue {
            if rescue.hasKernel {
                boot.kernel = folder + "/kernel" + ServerRescue.fileSuffix
                boot.commandLine = commandLine(root: plan.rootName)
            }
            if rescue.hasRamdisk { boot.ramdisk = folder + "/ramdisk" + ServerRescue.fileSuffix }
        } else if let kernel = request.kernel {
            boot.kernel = folder + "/kernel"
            boot.commandLine = demands.commandLine ?? commandLine(root: plan.rootName)
            if kernel.hasRamdisk { boot.ramdisk = folder + "/ramdisk" }
        } else {
            boot.devices = plan.bootDevices
        }
        return boot
    }

    /// Emulated clocks are too late for the kernel's own check.
    private func commandLine(root: String) -> String {
        let line = "root=/dev/\(root) console=tty0 console=ttyS0 console=hvc0"
        return settings.virtType == .qemu ? line + " no_timer_check" : line
    }

    /// The UEFI firmware to use; nil for a BIOS.
    func firmware() throws(DesignRefusal) -> Firmware? {
        let type = demands.firmware ?? (architecture == "aarch64" ? .uefi : .bios)
        guard type == .uefi else {
            if demands.secureBoot == .required {
                throw DesignRefusal("Secure Boot needs UEFI; set hw_firmware_type=uefi on the image.")
            }
            return nil
        }
        if demands.isFirmwareStateless { try require(.statelessFirmware) }
        guard let machine = canonicalMachine, capabilities.domains.contains(where: \.supportsUEFI) else {
            throw DesignRefusal("The image asks for UEFI (hw_firmware_type), which is not offered.")
        }
        let isSecure = try bootsSecurely()
        let fitting = capabilities.firmware.first {
            $0.hasSecureBoot == isSecure && $0.fits(architecture: architecture, machine: machine)
        }
        guard let fitting else {
            throw DesignRefusal(
                "No UEFI firmware \(isSecure ? "with" : "without") Secure Boot fits the machine type '\(machine)'.",
                detail: "of \(capabilities.firmware.count) firmware descriptors on the host")
        }
        return fitting
    }

    private func bootsSecurely() throws(DesignRefusal) -> Bool {
        let isPossible = capabilities.domains.contains(where: \.supportsSecureBoot) && (!isX86 || isQ35)
        if demands.secureBoot == .required, !isPossible {
            throw DesignRefusal(
                isX86 && !isQ35
                    ? "Secure Boot needs the machine type q35; set hw_machine_type=q35 on the image."
                    : "Secure Boot is required by flavor or image, and is not offered.")
        }
        return isPossible && (demands.secureBoot == .required || demands.secureBoot == .optional)
    }

    /// A guest that was defined before keeps the firmware that its variables belong to.
    private func uefi(_ firmware: Firmware) -> Guest.UEFI {
        Guest.UEFI(
            loader: request.resolved?.loader ?? firmware.loader, isSecure: firmware.hasSecureBoot,
            isStateless: demands.isFirmwareStateless, nvramTemplate: firmware.nvramTemplate,
            nvram: request.resolved?.nvram)
    }
}
