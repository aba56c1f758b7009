import Demands
import Model

extension Designer {
    func rng() -> Guest.RNG? {
        demands.rng.map { Guest.RNG(source: settings.rngDevPath, rate: $0.rate) }
    }

    func tpm() throws(DesignRefusal) -> Guest.TPM? {
        guard let demand = demands.tpm else { return nil }
        guard settings.swtpmEnabled else {
            throw DesignRefusal("An emulated TPM is asked for, which is not offered.", detail: "swtpm_enabled is off")
        }
        guard let secret = request.tpmSecret else {
            throw DesignRefusal("An emulated TPM is asked for, and the server has no secret to seal it.")
        }
        return Guest.TPM(demand: demand, secretUUID: secret)
    }

    func watchdog() -> Guest.Watchdog? {
        demands.watchdog == .disabled ? nil : Guest.Watchdog(action: demands.watchdog)
    }

    func balloon() -> Guest.Balloon? {
        let period = settings.memStatsPeriodSeconds
        return period > 0 ? Guest.Balloon(period: period) : nil
    }

    /// Devices of the flavor's own choice first, then those that stand for ports.
    func passedDevices() throws(DesignRefusal) -> [Guest.PassedDevice] {
        let ofPorts = try request.ports.filter(\.isWholeDevice).map { port throws(DesignRefusal) in
            HostDevice.pci(try pciAddress(of: port))
        }
        let pci = request.hostDevices.filter { if case .pci = $0 { true } else { false } }
        let mediated = request.hostDevices.filter { if case .mediated = $0 { true } else { false } }
        return (ofPorts + pci + mediated).map { Guest.PassedDevice(source: $0) }
    }

    func iommu() throws(DesignRefusal) -> Guest.IOMMU? {
        guard let asked = demands.viommu else { return nil }
        guard isX86 || architecture == "aarch64" else {
            throw DesignRefusal("A virtual IOMMU is not possible for the architecture \(architecture).")
        }
        let family = isX86 ? "q35" : "virt"
        guard machine?.contains(family) ?? true else {
            throw DesignRefusal("A virtual IOMMU needs the machine type \(family); set hw_machine_type of the image.")
        }
        let model = chosenIOMMU(asked)
        if model == .virtio { try require(.viommuVirtio) }
        // QEMU makes the long interrupt ids with the kernel's interrupt controller only.
        let driver = Guest.IOMMU.Driver(addressBits: 48, hasExtendedInterrupts: isQ35 && virtType == .kvm)
        return Guest.IOMMU(model: model, driver: model == .virtio ? nil : driver)
    }

    private func chosenIOMMU(_ asked: VIOMMUModel) -> VIOMMUModel {
        guard asked == .auto else { return asked }
        if capabilities.supports(.viommuVirtio) { return .virtio }
        return isX86 ? .intel : .smmuv3
    }
}
