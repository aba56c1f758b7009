import Demands
import GuestDesign
import Model
import Testing

@Suite("Disks")
struct DiskDesignTests {
    private let eph = BlockDevice(name: "disk.eph0", source: .ephemeral, sizeBytes: 1 << 30)
    private let swap = BlockDevice(name: "disk.swap", source: .swap, sizeBytes: 64 << 20)

    private func volume(_ serial: String, _ change: (inout AttachedVolume) -> Void = { _ in }) -> AttachedVolume {
        var volume = AttachedVolume(source: .block(path: "/dev/\(serial)"), serial: serial, usesNativeIO: true)
        change(&volume)
        return volume
    }

    @Test("Names go to root, ephemeral, swap, volumes, config drive")
    func order() throws {
        let guest = try design(
            .sample {
                $0.disks += [swap, eph]
                $0.volumes = [volume("v")]
                $0.configDrive = true
            })
        #expect(guest.disks.map(\.target) == ["vda", "vdb", "vdc", "hda", "vdd"])
        #expect(guest.disks.map(\.device) == [.disk, .disk, .disk, .cdrom, .disk])
        #expect(guest.boot.devices == ["hd"])
    }

    @Test("Chosen names stay, and nobody else gets them")
    func chosenNames() throws {
        let guest = try design(
            .sample {
                $0.volumes = [volume("a"), volume("b") { $0.deviceName = "/dev/vdb" }]
            })
        #expect(guest.disks.map(\.target) == ["vda", "vdc", "vdb"])
    }

    @Test("A partition is no target, but the kernel is told it")
    func partition() throws {
        let guest = try design(
            .sample {
                $0.rootDeviceName = "/dev/vda1"
                $0.kernel = KernelBoot(hasRamdisk: false)
            })
        #expect(guest.disks[0].target == "vda")
        #expect(guest.boot.commandLine?.hasPrefix("root=/dev/vda1 ") == true)
    }

    @Test("A bus without a free name, and a disk on the floppy controller, are refused")
    func refusals() {
        #expect(throws: DesignRefusal.self) {
            try design(
                .sample(properties: ["hw_disk_bus": "ide"]) { request in
                    request.volumes = (0..<4).map { index in volume("v\(index)") { $0.bus = "ide" } }
                })
        }
        #expect(throws: DesignRefusal.self) { try design(.sample(properties: ["hw_disk_bus": "fdc"])) }
    }

    @Test(
        "A bus that the machine has not, or that has no room for such a disk, is refused by the property to change",
        arguments: [
            (["hw_cdrom_bus": "virtio"], "hw_cdrom_bus"),
            (["hw_machine_type": "q35", "hw_disk_bus": "ide"], "hw_disk_bus"),
            (["hw_machine_type": "q35", "hw_cdrom_bus": "ide"], "hw_cdrom_bus"),
        ])
    func impossibleBuses(_ properties: [String: String], _ named: String) throws {
        let refusal = #expect(throws: DesignRefusal.self) {
            try design(.sample(properties: properties) { $0.configDrive = true })
        }
        #expect(refusal?.message.contains(named) == true, "\(refusal?.message ?? "")")
        #expect(try design(.sample(properties: ["hw_disk_bus": "ide"])).disks[0].bus == .ide)
    }

    @Test("virtio-scsi counts its units; the boot volume is unit 0")
    func units() throws {
        let scsi = ["hw_disk_bus": "scsi", "hw_scsi_model": "virtio-scsi"]
        let local = try design(.sample(properties: scsi) { $0.disks.append(eph) })
        #expect(local.disks.map { $0.address?.attributes["unit"] } == ["0", "1"])
        let booted = try design(
            .sample(properties: scsi) {
                $0.disks = []
                $0.volumes = [volume("data"), volume("root") { $0.bootIndex = 0 }]
            })
        #expect(booted.disks.map { $0.address?.attributes["unit"] } == ["1", "0"])
        #expect(booted.disks.map(\.target) == ["sdb", "sda"])
        #expect(booted.metadata.image == nil)
    }

    @Test("The older rescue puts the rescue disk first; the stable one puts it last and boots it")
    func rescue() throws {
        func image(_ properties: [String: String]) -> Image {
            Image(
                id: ID("r"), name: "rescue", owner: nil, status: .active, size: 1, diskFormat: "qcow2",
                containerFormat: "bare", properties: properties)
        }
        let older = try design(
            .sample {
                $0.disks.append(swap)
                $0.rescue = RescueBoot(image: image([:]))
            })
        #expect(older.disks.map(\.source) == [file("disk.rescue"), file("disk")])
        let stable = try design(
            .sample {
                $0.disks.append(swap)
                $0.rescue = RescueBoot(image: image(["hw_rescue_bus": "usb", "hw_rescue_device": "disk"]))
            })
        #expect(stable.disks.map(\.target) == ["vda", "vdb", "sda"])
        #expect(stable.disks.map(\.bootOrder) == [nil, nil, 1])
        #expect(stable.boot.devices == [])
    }

    private func file(_ name: String) -> Guest.Disk.Source {
        .file("/var/lib/nova/instances/856bb4be-8b8d-5c0a-9613-3228c3539bd8/" + name)
    }

    @Test("Cache modes are the operator's; a shared disk is never cached, and native I/O needs an uncached one")
    func cache() throws {
        let guest = try design(
            .sample {
                $0.settings.diskCacheModes = ["block": "writeback"]
                $0.volumes = [volume("a"), volume("b") { $0.isShareable = true }]
                $0.capabilities.supportsDirectIO = false
            })
        #expect(guest.disks.map(\.cache) == ["writeback", "writeback", "none"])
        #expect(guest.disks.map(\.io) == [nil, "threads", "native"])
    }

    @Test("Disks lie where the operator keeps them")
    func storage() throws {
        let lvm = try design(
            .sample {
                $0.settings.imagesType = .lvm
                $0.settings.imagesVolumeGroup = "vg"
                $0.configDrive = true
            })
        #expect(lvm.disks[0].source == .block("/dev/vg/856bb4be-8b8d-5c0a-9613-3228c3539bd8_disk"))
        #expect(lvm.disks[1].source == file("disk.config"))
        let rbd = try design(
            .sample {
                $0.settings.imagesType = .rbd
                $0.settings.rbdUser = "cinder"
                $0.settings.rbdSecretUUID = "s"
            })
        #expect(
            rbd.disks[0].source
                == .network(
                    protocol: "rbd", name: "rbd/856bb4be-8b8d-5c0a-9613-3228c3539bd8_disk", hosts: [],
                    auth: StorageAuth(user: "cinder", secretUUID: "s")))
    }

    @Test("Storage whose settings miss something is refused")
    func incompleteStorage() {
        let changes: [(inout HostSettings) -> Void] = [
            { $0.imagesType = .lvm },
            {
                $0.imagesType = .rbd
                $0.imagesRBDPool = ""
            },
            {
                $0.imagesType = .rbd
                $0.rbdUser = "cinder"
            },
            { $0.rbdSecretUUID = "s" },
        ]
        for change in changes {
            #expect(throws: DesignRefusal.self) { try design(.sample { change(&$0.settings) }) }
        }
    }

    @Test("A LUN has its own serial number, and a bus that is named")
    func lun() throws {
        func lun(_ change: @escaping (inout AttachedVolume) -> Void) throws -> Guest.Disk {
            let volume = volume("v") {
                $0.deviceType = .lun
                change(&$0)
            }
            return try design(.sample { $0.volumes = [volume] }).disks[1]
        }
        let named = try lun { $0.bus = "scsi" }
        #expect(named.serial == nil && named.bus == .scsi)
        #expect(try lun { $0.deviceName = "/dev/sdb" }.bus == .scsi)
        #expect(throws: DesignRefusal.self, "No bus is usual for a LUN") { try lun { _ in } }
    }

    @Test("A volume's name tells its bus where nothing else does, or is refused")
    func toldBus() throws {
        func bus(_ name: String, _ asked: String?) throws -> DiskBus {
            let volume = volume("v") {
                $0.deviceName = name
                $0.bus = asked
            }
            return try design(.sample { $0.volumes = [volume] }).disks[1].bus
        }
        #expect(try bus("/dev/hdb", nil) == .ide)
        #expect(try bus("/dev/sdb", "xen") == .scsi)
        #expect(try bus("/dev/xvdb", "virtio") == .virtio)
        let refusal = #expect(throws: DesignRefusal.self) { try bus("/dev/xvdb", nil) }
        #expect(refusal?.message.contains("xvdb") == true)
    }
}
