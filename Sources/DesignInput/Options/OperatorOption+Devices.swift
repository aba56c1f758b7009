import JSON

extension OperatorOption {
    private static let ofLibvirt = "libvirt's own setting of that name counts, in its qemu.conf"
    private static let noProxy = "no proxy for consoles is connected"

    static let network: [OperatorOption] = [
        OperatorOption(
            "libvirt", "use_virtio_for_bridges", .flag, "true", .guest,
            "Whether NICs are virtio where the image names no model."),
        OperatorOption(
            "libvirt", "max_queues", .integer(1...1 << 16), "unset", .guest, "The most queues of a multiqueue NIC."),
        OperatorOption(
            "libvirt", "rx_queue_size", .oneOf([256, 512, 1024]), "unset", .guest,
            "The receive ring of virtio NICs, under KVM."),
        OperatorOption(
            "libvirt", "tx_queue_size", .oneOf([256, 512, 1024]), "unset", .nothing,
            "it is for vhost-user ports, which the embedded networks do not have"),
    ]

    static let consoles: [OperatorOption] =
        [
            OperatorOption(
                "libvirt", "rng_dev_path", .text, "/dev/urandom", .guest, "Where the guest's random numbers come from."),
            OperatorOption(
                "libvirt", "num_pcie_ports", .integer(0...28), "0", .guest,
                "PCIe ports of guests of the types q35 and virt; 0 leaves it to libvirt."),
            OperatorOption(
                "DEFAULT", "pointer_model", .choice(["ps2mouse", "usbtablet"]), "usbtablet", .guest,
                "The guest's pointer, where a screen is offered."),
            OperatorOption("vnc", "enabled", .flag, "true", .guest, "Whether guests have a VNC screen."),
            OperatorOption("spice", "enabled", .flag, "false", .guest, "Whether guests have a SPICE screen."),
            OperatorOption(
                "spice", "agent_enabled", .flag, "true", .guest, "Whether SPICE screens have the agent's channel."),
            OperatorOption(
                "serial_console", "enabled", .flag, "false", .guest,
                "Whether serial ports are sockets, `serialN.sock` in the server's folder."),
            OperatorOption(
                "console", "listen", .choice(["unix", "tcp"]), "unix", .guest,
                "Vireo's own: screens are reached by sockets of the host's file system, or as Nova has them, at an address."
            ),
            listen("vnc"), listen("spice"),
            OperatorOption(
                "libvirt", "swtpm_enabled", .flag, "false", .guest,
                "Whether guests may have emulated TPMs, for which the program `swtpm` must be installed."),
        ]
        + idle(ofLibvirt, [("swtpm_user", .text, "tss"), ("swtpm_group", .text, "tss")])
        + idle(
            "the host's libvirt keeps what seals a TPM, which Nova names `host`",
            [("supported_tpm_secret_security", .list, "host")])
        + idle(
            noProxy, in: "vnc",
            [
                ("server_proxyclient_address", .text, "127.0.0.1"),
                ("novncproxy_base_url", .text, "http://127.0.0.1:6080/vnc_auto.html"),
            ])
        + idle(
            noProxy, in: "spice",
            [
                ("server_proxyclient_address", .text, "127.0.0.1"),
                ("html5proxy_base_url", .text, "http://127.0.0.1:6082/spice_auto.html"),
            ])
        + idle(
            noProxy, in: "serial_console",
            [
                ("proxyclient_address", .text, "127.0.0.1"), ("base_url", .text, "ws://127.0.0.1:6083/"),
                ("port_range", .text, "10000:20000"),
            ])

    private static func listen(_ section: String) -> OperatorOption {
        OperatorOption(
            section, "server_listen", .text, "127.0.0.1", .guest,
            "Where the screen listens, without a password; with `console.listen` = `tcp` only.")
    }
}
