/// What decides an element of a definition where neither extra spec, property nor setting was given for it.
struct ElementOrigin {
    /// The beginning of the paths.
    let path: String
    let source: String
    let rule: String

    private init(_ path: String, _ source: String, _ rule: String = "") {
        self.path = path
        self.source = source
        self.rule = rule
    }

    /// The longest beginning that fits.
    static func of(_ path: String) -> ElementOrigin {
        let fitting = all.filter { path.hasPrefix($0.path) }
        return fitting.max { $0.path.count < $1.path.count } ?? ElementOrigin("", "default")
    }

    private static let all: [ElementOrigin] = [
        ElementOrigin("domain/@type", "setting libvirt.virt_type", "QEMU's emulation for a foreign architecture"),
        ElementOrigin("domain/uuid", "server", "its id"),
        ElementOrigin("domain/name", "server", "its number in instance_name_template"),
        ElementOrigin("domain/memory", "flavor", "its memory"),
        ElementOrigin("domain/memoryBacking", "flavor or image", "page size, locking, realtime"),
        ElementOrigin("domain/vcpu", "flavor", "its processors"),
        ElementOrigin("domain/numatune", "host", "the NUMA cells that the server was placed on"),
        ElementOrigin("domain/cputune", "host", "the processors that the server was placed on"),
        ElementOrigin("domain/metadata", "server", "what Ceilometer reads"),
        ElementOrigin("domain/sysinfo", "server and service", "SMBIOS; cloud-init looks for the product"),
        ElementOrigin("domain/os", "default"),
        ElementOrigin("domain/os/type/@arch", "host", "its architecture"),
        ElementOrigin("domain/os/type/@machine", "default", "the usual machine of the architecture"),
        ElementOrigin("domain/os/loader", "host", "the first of its firmware descriptors that fits"),
        ElementOrigin("domain/os/nvram", "host", "the first of its firmware descriptors that fits"),
        ElementOrigin("domain/os/kernel", "image", "it names a kernel"),
        ElementOrigin("domain/os/initrd", "image", "it names a ramdisk"),
        ElementOrigin("domain/os/cmdline", "default", "the root disk and the consoles"),
        ElementOrigin("domain/os/boot", "block device mappings", "by boot index"),
        ElementOrigin("domain/clock", "default", "the timers that KVM makes well"),
        ElementOrigin("domain/cpu/@mode", "default", "the usual mode of the architecture"),
        ElementOrigin("domain/cpu/topology", "flavor", "its processors as sockets"),
        ElementOrigin("domain/cpu/numa", "flavor", "its processors and memory, in equal cells"),
        ElementOrigin("domain/devices/disk", "block device mappings", "and the way the host keeps disks"),
        ElementOrigin("domain/devices/interface", "port", "its binding says how the host connects it"),
        ElementOrigin("domain/devices/hostdev", "port or claimed device"),
        ElementOrigin("domain/devices/tpm", "server", "its secret"),
        ElementOrigin("domain/devices/rng", "default", "every guest has one"),
        ElementOrigin("domain/features", "default", "for every guest of the architecture"),
        ElementOrigin("domain/devices/serial", "default", "a port whose output is kept; serial_console is off"),
        ElementOrigin("domain/devices/console", "default", "a port whose output is kept; serial_console is off"),
        ElementOrigin("domain/devices/graphics", "default", "vnc is on, spice is off"),
        ElementOrigin("domain/devices/video", "default", "the usual model of the architecture"),
        ElementOrigin("domain/devices/input", "default", "pointer_model is usbtablet"),
        ElementOrigin("domain/devices/memballoon", "default", "mem_stats_period_seconds is 10"),
        ElementOrigin("domain/devices/controller", "default", "USB is off where nothing needs it"),
        ElementOrigin("domain/launchSecurity", "host", "its processor's way to mark encrypted pages"),
    ]
}
