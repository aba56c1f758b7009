import Demands
import Model

extension Designer {
    /// The SCSI controller that the image names, ports for hot-plug, and USB, which is switched off where nothing
    /// needs it.
    func controllers(for guest: Guest) -> [Guest.Controller] {
        var controllers: [Guest.Controller] = []
        if let model = demands.scsiModel {
            controllers.append(Guest.Controller(type: "scsi", index: 0, model: model.rawValue))
        }
        if settings.numPCIePorts > 0, hasPCIe {
            controllers.append(Guest.Controller(type: "pci", index: nil, model: "pcie-root"))
            for _ in 0..<settings.numPCIePorts {
                controllers.append(Guest.Controller(type: "pci", index: nil, model: "pcie-root-port"))
            }
        }
        let needsUSB = guest.disks.contains { $0.bus == .usb } || guest.inputs.contains { $0.bus == .usb }
        controllers.append(Guest.Controller(type: "usb", index: 0, model: needsUSB || isPower ? nil : "none"))
        return controllers
    }

    private var hasPCIe: Bool {
        switch capabilities.architecture {
        case "x86_64": isQ35
        case "aarch64": machine?.hasPrefix("virt") ?? false
        default: false
        }
    }
}
