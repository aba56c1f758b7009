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

    /// One processor has nothing to share queues with.
    func multiqueue() throws(DemandConflict) -> Bool {
        let asked = try agreedFlag(flavor: "hw:vif_multiqueue_enabled", image: "hw_vif_multiqueue_enabled") ?? false
        return asked && flavor.vcpus > 1
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

    /// VMware's names for two models are read as QEMU's.
    func nicModel() throws(DemandConflict) -> NICModel? {
        guard let setting = ofImage("hw_vif_model") else { return nil }
        switch setting.value {
        case "VirtualE1000": return .e1000
        case "VirtualE1000e": return .e1000e
        case "VirtualPCNet32": return .pcnet
        case "VirtualVmxnet", "VirtualVmxnet3": return .vmxnet3
        default: return try choice(setting)
        }
    }

    /// A demand that would be dropped in silence is refused instead.
    func refuseWhatNobodyCarriesOut() throws(DemandConflict) {
        for key in Self.notCarriedOut.sorted() {
            for setting in [ofFlavor(key), ofImage(key.replacing(":", with: "_"))].compactMap(\.self)
            where DemandText.flag(setting.value) != false {
                throw DemandConflict([setting], "this is not supported here; leave it out")
            }
        }
    }

    private static let notCarriedOut: Set<String> = [
        "hw:cpu_policy", "hw:cpu_thread_policy", "hw:cpu_realtime", "hw:cpu_realtime_mask", "hw:cpu_dedicated_mask",
        "hw:emulator_threads_policy", "hw:numa_nodes", "hw:mem_page_size", "hw:locked_memory", "hw:mem_encryption",
        "hw:pmem", "hw:ephemeral_encryption", "hw:maxphysaddr_mode", "hw:maxphysaddr_bits", "hw:sound_model",
        "hw:usb_model", "hw:redirected_usb_ports", "hw:firmware_stateless", "accel:device_profile",
    ]
}
