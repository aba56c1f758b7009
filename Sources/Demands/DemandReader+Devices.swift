import Model

/// The rules of single settings that the general ones do not cover.
extension DemandReader {
    func bootMenu() throws(DemandConflict) -> Bool {
        try flag(imageFirst(flavor: "hw:boot_menu", image: "hw_boot_menu")) ?? false
    }

    /// The flavor's key is read without its prefix too, as flavors of long ago have it.
    func hidesHypervisor() throws(DemandConflict) -> Bool {
        try either(flavor: ["hide_hypervisor_id", "hw:hide_hypervisor_id"], image: "img_hide_hypervisor_id")
    }

    /// One processor has nothing to share queues with, so it makes no conflict either.
    func multiqueue() throws(DemandConflict) -> Bool {
        guard flavor.vcpus > 1 else { return false }
        let asked = try agreedFlag(flavor: "hw:vif_multiqueue_enabled", image: "hw_vif_multiqueue_enabled") ?? false
        return asked
    }

    func packedRing() throws(DemandConflict) -> Bool {
        try agreedFlag(flavor: "hw:virtio_packed_ring", image: "hw_virtio_packed_ring") ?? false
    }

    /// Only UEFI keeps anything.
    func statelessFirmware() throws(DemandConflict) -> Bool {
        let setting = ofImage("hw_firmware_stateless")
        guard try flag(setting) == true, let setting else { return false }
        guard properties["hw_firmware_type"] == FirmwareType.uefi.rawValue else {
            throw DemandConflict(
                [setting] + [ofImage("hw_firmware_type")].compactMap(\.self),
                "stateless firmware is UEFI; set hw_firmware_type=uefi on the image")
        }
        return true
    }

    /// As many as one XHCI controller has.
    func redirectedUSBPorts() throws(DemandConflict) -> Int {
        let setting = try agreed(flavor: "hw:redirected_usb_ports", image: "hw_redirected_usb_ports")
        guard let setting, let ports = try count(setting) else { return 0 }
        guard ports <= 15 else { throw DemandConflict([setting], "it must be from 0 to 15") }
        return ports
    }

    /// Without a bound in the flavor no image may ask for video memory at all.
    func videoRAM() throws(DemandConflict) -> Int? {
        let asked = ofImage("hw_video_ram")
        let bound = ofFlavor("hw_video:ram_max_mb")
        guard let wanted = try count(asked), wanted > 0 else { return nil }
        let most = try count(bound) ?? 0
        guard wanted <= most else {
            throw DemandConflict(
                [asked, bound].compactMap(\.self),
                "the image may ask for no more video memory than the flavor's hw_video:ram_max_mb, \(most) MiB")
        }
        return wanted
    }

    func wantsTablet() throws(DemandConflict) -> Bool {
        guard let model = ofImage("hw_pointer_model") else { return false }
        guard model.value == "usbtablet" else { throw DemandConflict([model], "it must be usbtablet") }
        return true
    }

    /// A demand that would be dropped in silence is refused instead.
    func refuseWhatNobodyCarriesOut() throws(DemandConflict) {
        let ofFlavor = DemandKey.refusedOfFlavor.compactMap { key in self.ofFlavor(key.name).map { (key, $0) } }
        let ofImage = DemandKey.refusedOfImage.compactMap { key in self.ofImage(key.name).map { (key, $0) } }
        for (key, setting) in ofFlavor + ofImage {
            guard case .refused(let reason) = key.use, DemandText.flag(setting.value) != false else { continue }
            throw DemandConflict([setting], "\(reason); leave it out")
        }
        try allow(["hvm", "kvm"], in: self.ofImage("hw_vm_mode"))
        try allow(["kvm", "qemu"], in: self.ofImage("img_hv_type"))
        // Nova knows no other model either, though it gives every guest this one without asking.
        try allow(["virtio"], in: self.ofImage("hw_rng_model"))
        try allow(RescueDevice.allCases.map(\.rawValue), in: self.ofImage("hw_rescue_device"))
        // The secret of a TPM is kept by the host's libvirt: who asks for another keeper must not get this one.
        try allow(["host"], in: self.ofFlavor("hw:tpm_secret_security"))
    }

    private func allow(_ words: [String], in setting: DemandSetting?) throws(DemandConflict) {
        guard let setting, !words.contains(setting.value.lowercased()) else { return }
        throw DemandConflict([setting], "it must be \(words.joined(separator: " or "))")
    }
}
