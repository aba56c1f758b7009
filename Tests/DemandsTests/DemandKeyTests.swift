import Demands
import Model
import Testing

@Suite("Keys that Nova knows")
struct DemandKeyTests {
    @Test(
        "An extra spec of any kind is known",
        arguments: [
            "hw:cpu_policy", "hw:numa_cpus.3", "hw:numa_mem.0", "resources:VCPU", "resources2:CUSTOM_X", "trait:HW_X",
            "trait1:CUSTOM_Y", "quota:cpu_shares", "quota:disk_read_bytes_sec", "quota:disk_total_iops_sec",
            "quota:vif_outbound_burst", "quota:memory_limit", "hw_rng:rate_period", "hw_video:ram_max_mb",
            "os:secure_boot", "pci_passthrough:alias", "accel:device_profile", "hw:tpm_secret_security",
            "aggregate_instance_extra_specs:ssd", "capabilities:cpu_arch", "hw:mem_encryption_model", "hw:pmem",
            "hw:cpu_max_threads", "hw:redirected_usb_ports", "hw:maxphysaddr_bits", "hide_hypervisor_id",
        ])
    func flavorKeys(_ name: String) { #expect(DemandKey.ofFlavor(name) != nil) }

    @Test(
        "A property of any kind is known",
        arguments: [
            "hw_architecture", "hw_numa_cpus.0", "trait:HW_X", "img_hv_type", "os_require_quiesce", "os_command_line",
            "hw_ipxe_boot", "img_signature_key_type", "os_skip_agent_inject_ssh", "hw_rng_model", "hw_rescue_device",
            "hw_ephemeral_encryption_secret_uuid", "img_config_drive", "hw_pci_numa_affinity_policy", "min_disk",
        ])
    func imageKeys(_ name: String) { #expect(DemandKey.ofImage(name) != nil) }

    @Test("A key of nobody's is not known, and none is there twice")
    func unknown() {
        #expect(DemandKey.ofFlavor("hw:cpu_colour") == nil && DemandKey.ofImage("colour") == nil)
        for keys in [DemandKey.flavorKeys, DemandKey.imageKeys] { #expect(Set(keys.map(\.name)).count == keys.count) }
    }

    @Test("Every key of a flavor that must agree with the image's is refused where it does not")
    func agreement() {
        let words = ["true": "false", "amd-sev": "amd-sev-es", "tpm-tis": "tpm-crb", "2.0": "1.2", "ac97": "usb"]
        let others = ["required": "disabled", "emulate": "passthrough", "none": "qemu-xhci", "1": "2"]
        for key in DemandKey.flavorKeys where key.use == .guest(.mustAgree) {
            let image = key.name.replacing(":", with: "_")
            let isRefused = words.merging(others) { $1 }.contains { first, second in
                let demands = {
                    try Demands(
                        flavor: .sample(vcpus: 2, [key.name: first, "hw:mem_page_size": "small"]),
                        image: .sample([image: second, "hw_firmware_type": "uefi"]))
                }
                do {
                    _ = try demands()
                    return false
                } catch {
                    return "\(error)".contains("they must agree")
                }
            }
            #expect(isRefused, "\(key.name)")
        }
    }

    @Test(
        "Words that no guest of QEMU can be are refused",
        arguments: [
            ("hw_vm_mode", "xen"), ("img_hv_type", "vmware"), ("hw_firmware_stateless", "true"),
            ("hw_mem_encryption", "true"), ("hw_mem_encryption_model", "amd-sev"), ("hw_maxphysaddr_bits", "48"),
            ("hw_redirected_usb_ports", "16"), ("hw_sound_model", "gus"), ("hw_usb_model", "ohci"),
            ("hw_ephemeral_encryption_format", "luks"),
        ])
    func impossible(_ key: String, _ value: String) throws {
        let conflict = #expect(throws: DemandConflict.self) {
            try Demands(flavor: .sample(), image: .sample([key: value]))
        }
        #expect(try #require(conflict).description.contains("\(key)=\(value)"))
    }

    @Test("Encrypted memory needs UEFI and q35")
    func encryption() throws {
        let properties = ["hw_mem_encryption": "true", "hw_firmware_type": "uefi"]
        #expect(try Demands(flavor: .sample(), image: .sample(properties)).memoryEncryption == .sev)
        #expect(throws: DemandConflict.self) {
            try Demands(flavor: .sample(), image: .sample(properties.merging(["hw_machine_type": "pc"]) { $1 }))
        }
    }
}
