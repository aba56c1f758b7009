extension HardwareGuest {
    /// The slow ones first.
    static let all = [pc, q35, usb, uefi, scsi, secureBoot, disc, hugePages, impossibleBus]

    private static let usbDevices = #"for f in /sys/bus/usb/devices/*/product; do echo "usb $(cat $f)"; done"#
    private static let soundCards = "cat /proc/asound/cards"

    /// On its first boot the guest stops to feed its watchdog.
    private static let starveWatchdog = [
        #"if [ "$(cat /boot/boots)" = 1 ]; then"#,
        "echo the watchdog starves; watchdog -T 2 -t 60 /dev/watchdog; sleep 1; kill -9 $(pidof watchdog); sleep 60",
        "echo the watchdog does not bite; fi",
    ]

    private static let pc = HardwareGuest(
        name: "pc", system: .driven,
        properties: [
            "hw_machine_type": "pc", "hw_disk_bus": "ide", "hw_cdrom_bus": "ide", "hw_vif_model": "e1000",
            "hw_video_model": "vga", "hw_sound_model": "ich6", "hw_qemu_guest_agent": "yes",
            "hw_watchdog_action": "reset",
        ],
        extraSpecs: ["hw:serial_port_count": "3"], networks: 2, cards: ["", "virtio"],
        script: [
            usbDevices, soundCards, "cat /sys/class/virtio-ports/*/name",
            "cat /sys/class/misc/hw_random/rng_available", "cat /proc/tty/driver/serial",
        ] + starveWatchdog,
        domain: [
            "/domain/os/type[starts-with(@machine, 'pc-i440fx-')]",
            "/domain/devices/disk[@device='disk']/target[@bus='ide']",
            "/domain/devices/disk[@device='cdrom']/target[@bus='ide']",
            "/domain/devices/interface[1]/model[@type='e1000']", "/domain/devices/interface[2]/model[@type='virtio']",
            "/domain/devices/video/model[@type='vga']",
            "/domain/devices/sound[@model='ich6']", "/domain/devices/channel/target[@name='org.qemu.guest_agent.0']",
            "/domain/devices/watchdog[@model='i6300esb'][@action='reset']", "/domain/devices/rng[@model='virtio']",
            "/domain/devices[count(serial) = 3]", "/domain/devices/input[@type='tablet'][@bus='usb']",
        ],
        says: [
            "machine firmware=bios cpus=1", "pci 0000:00:00.0 id=8086:1237", "id=1234:1111",
            "id=8086:100e driver=e1000", "id=1af4:1000 driver=virtio-pci", "net eth0 .*address=[0-9]",
            "net eth1 .*address=[0-9]", "config-drive device=sr0 label=config-2", "HDA-Intel", "QEMU USB Tablet",
            "org.qemu.guest_agent.0", "virtio_rng", "2: uart:16550A", "watchdog watchdog0 identity=i6300ESB",
            "the watchdog starves", "boots=2", "(?s)boots=2.*ready host=pc",
        ])

    private static let q35 = HardwareGuest(
        name: "q35", system: .driven,
        properties: [
            "hw_machine_type": "q35", "hw_disk_bus": "sata", "hw_cdrom_bus": "sata", "hw_vif_model": "e1000e",
            "hw_video_model": "qxl", "hw_viommu_model": "intel", "hw_watchdog_action": "poweroff",
            "hw_tpm_version": "1.2",
        ],
        extraSpecs: ["hw:cpu_sockets": "2"], vcpus: 2, script: ["ls /sys/class/iommu"] + starveWatchdog,
        domain: [
            "/domain/os/type[starts-with(@machine, 'pc-q35-')]", "/domain/devices[count(disk/target[@bus='sata']) = 2]",
            "/domain/devices/interface/model[@type='e1000e']", "/domain/devices/video/model[@type='qxl']",
            "/domain/devices/iommu[@model='intel']", "/domain/cpu/topology[@sockets='2']",
            "/domain/devices/watchdog[@action='poweroff']",
            "/domain/devices/tpm[@model='tpm-tis']/backend[@version='1.2']/encryption/@secret",
        ],
        says: [
            "machine firmware=bios cpus=2", "pci 0000:00:00.0 id=8086:29c0", "id=8086:2922 driver=ahci",
            "id=8086:10d3 driver=e1000e", "id=1b36:0100", "dmar0", "tpm tpm0 version=1",
            "config-drive device=sr0 label=config-2", "the watchdog starves",
        ], status: "SHUTOFF")

    private static let usb = HardwareGuest(
        name: "usb", system: .driven,
        properties: [
            "hw_machine_type": "q35", "hw_disk_bus": "usb", "hw_cdrom_bus": "usb", "hw_usb_model": "qemu-xhci",
            "hw_input_bus": "usb", "hw_sound_model": "ich9",
        ],
        script: [usbDevices, soundCards],
        domain: [
            "/domain/devices[count(disk/target[@bus='usb']) = 2]", "/domain/devices/sound[@model='ich9']",
            "/domain/devices/controller[@type='usb'][@model='qemu-xhci']",
            "/domain/devices/input[@type='keyboard'][@bus='usb']",
        ],
        says: [
            "disk sd. bytes=1073741824", "config-drive device=s[dr][a-z0-9] label=config-2", "QEMU USB Tablet",
            "QEMU USB Keyboard", "QEMU USB HARDDRIVE", "xHCI Host Controller", "HDA-Intel", "ready host=usb",
        ])

    private static let uefi = HardwareGuest(
        name: "uefi",
        properties: [
            "hw_machine_type": "q35", "hw_firmware_type": "uefi", "hw_tpm_version": "2.0", "hw_tpm_model": "tpm-crb",
            "hw_cdrom_bus": "scsi", "hw_scsi_model": "virtio-scsi",
        ],
        extraSpecs: ["hw:virtio_packed_ring": "true"], memoryMiB: 256, networks: 2,
        script: [#"for card in /sys/class/net/eth*; do echo "packed $(cut -c35 $card/device/features)"; done"#],
        domain: [
            "/domain/os/loader[@type='pflash'][contains(., 'OVMF')]", "/domain/os/nvram",
            "/domain/devices/tpm[@model='tpm-crb']/backend[@version='2.0']/encryption/@secret",
            "/domain/devices[count(interface/driver[@packed='on']) = 2]",
            "/domain/devices/disk[@device='cdrom']/target[@bus='scsi']",
        ],
        says: [
            "BdsDxe: starting Boot", "machine firmware=uefi", "tpm tpm0 version=2", "(?s)packed 1.*packed 1",
            "config-drive device=sr0 label=config-2", "net eth1 .*address=[0-9]", "ready host=uefi",
        ])

    private static let scsi = HardwareGuest(
        name: "scsi",
        properties: ["hw_disk_bus": "scsi", "hw_cdrom_bus": "scsi", "hw_scsi_model": "virtio-scsi"], ephemeralGiB: 1,
        swapMiB: 64,
        domain: [
            "/domain/devices/controller[@type='scsi'][@model='virtio-scsi']",
            "/domain/devices[count(disk/target[@bus='scsi']) = 4]",
            "/domain/devices[count(disk/address[@controller='0'][@unit > 0]) = 3]",
        ],
        says: [
            "id=1af4:1004 driver=virtio-pci", "(?s)disk sd. bytes=1073741824.*disk sd. bytes=1073741824",
            "disk sd. bytes=67108864", "config-drive device=sr0 label=config-2", "ready host=scsi",
        ])

    /// The keys of the host's firmware do not sign the guest's boot loader.
    private static let secureBoot = HardwareGuest(
        name: "secure-boot",
        properties: ["hw_machine_type": "q35", "hw_firmware_type": "uefi", "os_secure_boot": "required"],
        memoryMiB: 256, hasConfigDrive: false,
        domain: ["/domain/os/loader[@secure='yes']", "/domain/features/smm[@state='on']"],
        says: ["BdsDxe: failed to load .*: Access Denied"])

    private static let disc = HardwareGuest(
        name: "disc", system: .disc, properties: ["hw_machine_type": "q35"], hasConfigDrive: false,
        domain: ["/domain/devices/disk[@device='cdrom']/target[@bus='sata']"],
        says: ["vireo-halt: up"])

    private static let hugePages = HardwareGuest(
        name: "huge-pages", system: .halting, extraSpecs: ["hw:mem_page_size": "2MB"], memoryMiB: 64,
        hasConfigDrive: false, domain: ["/domain/memoryBacking/hugepages/page[@size='2048']"],
        says: ["vireo-halt: up"], impossible: { HugePages.impossible(megabytes: 64) })

    private static let impossibleBus = HardwareGuest(
        name: "impossible-bus", system: .halting, properties: ["hw_cdrom_bus": "virtio"], status: "ERROR",
        fault: "hw_cdrom_bus")
}
