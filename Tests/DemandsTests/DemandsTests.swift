import Demands
import Model
import Testing

@Suite("Demands")
struct DemandsTests {
    @Test("Nothing asked for leaves it to the host")
    func plain() throws {
        let demands = try Demands(flavor: .sample(), image: .sample())
        #expect(demands.topology == CPUTopology(sockets: 1, cores: 1, threads: 1))
        #expect(demands.diskBus == nil && demands.nicModel == nil && demands.hasPMU == nil)
        #expect(demands.watchdog == .disabled && demands.serialPorts == 1 && demands.rng != nil)
    }

    @Test(
        "Flavor and image must agree",
        arguments: [
            ("hw:pmu", "true", "hw_pmu", "false"),
            ("hw:vif_multiqueue_enabled", "yes", "hw_vif_multiqueue_enabled", "no"),
            ("os:secure_boot", "required", "os_secure_boot", "disabled"),
            ("hw:tpm_version", "2.0", "hw_tpm_version", "1.2"),
        ])
    func conflicts(_ specKey: String, _ spec: String, _ propertyKey: String, _ property: String) throws {
        let conflict = #expect(throws: DemandConflict.self) {
            try Demands(flavor: .sample(vcpus: 2, [specKey: spec]), image: .sample([propertyKey: property]))
        }
        let message = try #require(conflict).description
        #expect(message.contains("\(specKey)=\(spec)") && message.contains("\(propertyKey)=\(property)"))
        #expect(message.contains("'m1'") && message.contains("'cirros'"))
    }

    @Test("True and yes agree")
    func agreement() throws {
        let demands = try Demands(flavor: .sample(["hw:pmu": "yes"]), image: .sample(["hw_pmu": "True"]))
        #expect(demands.hasPMU == true)
    }

    @Test("Where both speak, the image wins for watchdog and boot menu, the flavor for the IOMMU")
    func winners() throws {
        let demands = try Demands(
            flavor: .sample(["hw:watchdog_action": "reset", "hw:boot_menu": "true", "hw:viommu_model": "intel"]),
            image: .sample(["hw_watchdog_action": "pause", "hw_boot_menu": "false", "hw_viommu_model": "virtio"]))
        #expect(demands.watchdog == .pause && !demands.hasBootMenu && demands.viommu == .intel)
    }

    @Test("The hypervisor is hidden where any of them asks")
    func hidden() throws {
        for key in ["hide_hypervisor_id", "hw:hide_hypervisor_id"] {
            #expect(try Demands(flavor: .sample([key: "true"]), image: nil).hidesHypervisor)
        }
        #expect(try Demands(flavor: .sample(), image: .sample(["img_hide_hypervisor_id": "true"])).hidesHypervisor)
    }

    @Test("An image asks for serial ports and video memory within the flavor's bounds")
    func bounds() throws {
        let ports = try Demands(
            flavor: .sample(["hw:serial_port_count": "3"]), image: .sample(["hw_serial_port_count": "2"]))
        #expect(ports.serialPorts == 2)
        #expect(throws: DemandConflict.self) {
            try Demands(flavor: .sample(["hw:serial_port_count": "1"]), image: .sample(["hw_serial_port_count": "2"]))
        }
        let video = try Demands(
            flavor: .sample(["hw_video:ram_max_mb": "64"]), image: .sample(["hw_video_ram": "64"]))
        #expect(video.videoRAMMiB == 64)
        #expect(throws: DemandConflict.self) {
            try Demands(flavor: .sample(), image: .sample(["hw_video_ram": "1"]))
        }
    }

    @Test(
        "A value that is none is refused by its name",
        arguments: [
            ("hw_disk_bus", "floppy"), ("hw_video_model", "glide"), ("hw_qemu_guest_agent", "perhaps"),
            ("hw_cpu_cores", "two"), ("os_type", "plan9"), ("hw_tpm_version", "3"),
            ("hw_video_ram", "99999999999999999999"),
            ("hw_serial_port_count", "9223372036854775807"), ("hw_vif_model", "ne1000"), ("hw_rng_model", "egd"),
            ("hw_vif_model", "virtualvmxnet"),
        ])
    func nonsense(_ key: String, _ value: String) throws {
        let conflict = #expect(throws: DemandConflict.self) {
            try Demands(flavor: .sample(), image: .sample([key: value]))
        }
        #expect(try #require(conflict).description.contains("\(key)=\(value)"))
    }

    @Test("What nobody carries out is refused, not dropped")
    func unsupported() {
        #expect(throws: DemandConflict.self) {
            try Demands(flavor: .sample(["hw:pmem": "label"]), image: nil)
        }
        for keeper in ["user", "deployment"] {
            #expect(throws: DemandConflict.self) {
                try Demands(flavor: .sample(["hw:tpm_secret_security": keeper]), image: nil)
            }
        }
        #expect(throws: Never.self) { try Demands(flavor: .sample(["hw:tpm_secret_security": "host"]), image: nil) }
        #expect(throws: DemandConflict.self) {
            try Demands(flavor: .sample(), image: .sample(["hw_ephemeral_encryption": "true"]))
        }
        #expect(throws: Never.self) {
            try Demands(flavor: .sample(), image: .sample(["hw_ephemeral_encryption": "false"]))
        }
    }

    @Test("A property's present name wins over its former one")
    func formerNames() throws {
        #expect(try Demands(flavor: .sample(), image: .sample(["architecture": "aarch64"])).architecture == "aarch64")
        let both = ["architecture": "aarch64", "hw_architecture": "x86_64"]
        #expect(try Demands(flavor: .sample(), image: .sample(both)).architecture == "x86_64")
    }

    @Test(
        "A value's former spelling is read as its present one",
        arguments: [
            ("hw_architecture", "AMD64", "x86_64"), ("architecture", "i386", "i686"),
            ("hw_vif_model", "VirtualE1000", "e1000"), ("hw_vif_model", "virtualvmxnet3", "vmxnet3"),
            ("hw_scsi_model", "lsiLogicsas", "lsisas1068"), ("vmware_adaptertype", "paraVirtual", "vmpvscsi"),
            ("os_type", "Windows", "windows"),
        ])
    func formerValues(_ key: String, _ value: String, _ present: String) throws {
        let demands = try Demands(flavor: .sample(), image: .sample([key: value]))
        let read = [
            demands.architecture, demands.nicModel?.rawValue, demands.scsiModel?.rawValue, demands.osType?.rawValue,
        ]
        #expect(read.compactMap(\.self) == [present])
        #expect(Image.sample([key: value]).architecture == demands.architecture)
    }

    @Test("VMware's adapter says a disk's bus too; the present properties win over it")
    func adapter() throws {
        let bus = { try Demands(flavor: .sample(), image: .sample($0)).diskBus }
        #expect(try bus(["vmware_adaptertype": "ide"]) == .ide)
        #expect(try bus(["vmware_adaptertype": "lsiLogic"]) == .scsi)
        #expect(try bus(["vmware_adaptertype": "lsiLogic", "hw_disk_bus": "virtio"]) == .virtio)
        #expect(try bus(["vmware_adaptertype": ""]) == nil)
    }

    @Test("A flavor's quotas are read")
    func quotas() throws {
        let demands = try Demands(
            flavor: .sample([
                "quota:cpu_shares": "512", "quota:cpu_quota": "-1", "quota:disk_read_iops_sec": "100",
                "quota:vif_inbound_average": "10", "quota:vif_inbound_peak": "20", "hw_rng:rate_bytes": "8",
                "hw_rng:rate_period": "1000",
            ]), image: nil)
        #expect(demands.cpuTune.shares == 512 && demands.cpuTune.quota == -1)
        #expect(demands.ioTune == IOTune(limits: [.readIOPSSec: 100]))
        #expect(demands.inbound?.average == 10 && demands.inbound?.peak == 20 && demands.outbound == nil)
        #expect(demands.rng?.rate?.bytes == 8)
    }
}
