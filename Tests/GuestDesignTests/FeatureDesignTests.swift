import Demands
import GuestDesign
import Model
import Testing

@Suite("What few guests ask for")
struct FeatureDesignTests {
    private func guest(
        _ properties: [String: String], _ change: (inout GuestRequest) -> Void = { _ in }
    ) throws -> Guest {
        try design(.sample(properties: properties, change))
    }

    @Test("Below its version an IOMMU of any kind is the processor maker's")
    func automaticIOMMU() throws {
        let properties = ["hw_viommu_model": "auto", "hw_machine_type": "q35"]
        #expect(try guest(properties).iommu?.model == .virtio)
        #expect(try guest(properties) { $0.capabilities.libvirtVersion = Version(8, 2, 0) }.iommu?.model == .intel)
    }

    @Test("Sound, USB and lent ports bring their controller")
    func usb() throws {
        #expect(try guest(["hw_sound_model": "ich9"]).sound == .ich9)
        let model = { (made: Guest) in made.controllers.first { $0.type == "usb" }?.model }
        let noTablet: (inout GuestRequest) -> Void = { $0.settings.pointerModel = .ps2Mouse }
        #expect(try model(guest([:], noTablet)) == "none")
        #expect(try model(guest(["hw_usb_model": "qemu-xhci"], noTablet)) == "qemu-xhci")
        #expect(try model(guest(["hw_sound_model": "usb"], noTablet)) == nil)
        #expect(throws: DesignRefusal.self) { try guest(["hw_redirected_usb_ports": "2"]) }
        let lent = try guest(["hw_redirected_usb_ports": "2"]) { $0.settings.spice.isEnabled = true }
        #expect(lent.redirectedUSBPorts == 2)
    }

    @Test("Encrypted memory is offered where the processor has it")
    func encryption() throws {
        let properties = ["hw_mem_encryption": "true", "hw_firmware_type": "uefi", "hw_machine_type": "q35"]
        #expect(throws: DesignRefusal.self) { try guest(properties) }
        let able: (inout GuestRequest) -> Void = { request in
            for index in request.capabilities.domains.indices {
                request.capabilities.domains[index].sev = DomainCapabilities.SEV(cbitpos: 47, reducedPhysBits: 1)
            }
        }
        let encrypted = try guest(properties, able)
        #expect(encrypted.encryption?.policy == 0x33 && encrypted.memoryBacking?.isLocked == true)
        #expect(!encrypted.features.hasVMCoreInfo)
        #expect(throws: DesignRefusal.self) {
            try guest(["hw_mem_encryption": "true", "hw_firmware_type": "uefi"], able)
        }
    }

    @Test("Packed rings, a smaller cache of translations, counters, no APIC")
    func settings() throws {
        let packed = try guest(["hw_virtio_packed_ring": "true"]) { $0.ports = [.sample()] }
        #expect(packed.interfaces[0].driver?.isPacked == true)
        let tuned = try guest([:]) {
            $0.settings.virtType = .qemu
            $0.settings.tbCacheSize = 32
            $0.settings.enabledPerfEvents = ["cmt", "cpu_cycles", "moon_phase"]
            $0.settings.disablesAPIC = true
        }
        #expect(tuned.features.translationCacheMiB == 32 && tuned.perfEvents == ["cpu_cycles"])
        #expect(!tuned.features.hasAPIC)
    }

    @Test("A port on a function of a card for vDPA takes the host's device for it")
    func vdpa() throws {
        let port = Port.sample("ovs", vnic: "vdpa", profile: ["pci_slot": "0000:06:00.2"])
        let plugged = try guest(["hw_vif_model": "e1000"]) {
            $0.ports = [port]
            $0.capabilities.vdpaDevices = ["0000:06:00.2": "/dev/vhost-vdpa-0"]
        }
        #expect(plugged.interfaces[0].source == .vdpa(device: "/dev/vhost-vdpa-0"))
        #expect(plugged.interfaces[0].model == nil && plugged.interfaces[0].driver == nil)
        #expect(throws: DesignRefusal.self) { try guest([:]) { $0.ports = [port] } }
    }

    @Test("The twenty-seventh disk of a bus has two letters; the operator's bound is kept")
    func manyDisks() throws {
        let volumes = (0..<30).map {
            AttachedVolume(source: .block(path: "/dev/sd\($0)"), serial: nil, usesNativeIO: true)
        }
        let full = try guest([:]) { $0.volumes = volumes }
        #expect(full.disks.map(\.target).suffix(2) == ["vdad", "vdae"])
        #expect(throws: DesignRefusal.self) {
            try guest([:]) {
                $0.volumes = volumes
                $0.settings.maxDiskDevices = 8
            }
        }
    }
}
