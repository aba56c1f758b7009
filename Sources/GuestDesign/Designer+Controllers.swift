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
        if guest.encryption != nil, !guest.channels.isEmpty {
            controllers.append(Guest.Controller(type: "virtio-serial", index: nil, model: nil))
        }
        controllers.append(Guest.Controller(type: "usb", index: 0, model: usbModel(for: guest)))
        return controllers
    }

    /// Nil lets libvirt choose.
    private func usbModel(for guest: Guest) -> String? {
        if let model = demands.usbModel, model != .none { return model.rawValue }
        let needsUSB =
            guest.disks.contains { $0.bus == .usb } || guest.inputs.contains { $0.bus == .usb }
            || guest.redirectedUSBPorts > 0 || guest.sound == .usb
        return needsUSB || isPower ? nil : "none"
    }

    private var hasPCIe: Bool {
        switch capabilities.architecture {
        case "x86_64": isQ35
        case "aarch64": machine?.hasPrefix("virt") ?? false
        default: false
        }
    }
}
