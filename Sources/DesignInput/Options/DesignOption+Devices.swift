import GuestDesign

extension DesignOption {
    static let network: [DesignOption] = [
        DesignOption("libvirt.use_virtio_for_bridges", \.useVirtioForBridges) { value throws(DesignInputError) in
            try value.flag()
        },
        DesignOption("libvirt.max_queues", \.maxQueues) { value throws(DesignInputError) in
            let most = try value.integer(in: 0...1 << 16)
            return most == 0 ? nil : most
        },
        DesignOption("libvirt.rx_queue_size", \.rxQueueSize) { value throws(DesignInputError) in
            try value.ringSize()
        },
        DesignOption("libvirt.tx_queue_size", \.txQueueSize) { value throws(DesignInputError) in
            try value.ringSize()
        },
    ]

    static let consoles: [DesignOption] = [
        DesignOption("libvirt.rng_dev_path", \.rngDevPath) { value throws(DesignInputError) in try value.text() },
        DesignOption("libvirt.num_pcie_ports", \.numPCIePorts) { value throws(DesignInputError) in
            try value.integer(in: 0...28)
        },
        DesignOption("libvirt.swtpm_enabled", \.swtpmEnabled) { value throws(DesignInputError) in try value.flag() },
        DesignOption("pointer_model", \.pointerModel) { value throws(DesignInputError) in try value.choice() },
        DesignOption("vnc.enabled", \.vnc.isEnabled) { value throws(DesignInputError) in try value.flag() },
        DesignOption("vnc.server_listen", \.vnc.listen) { value throws(DesignInputError) in .tcp(try value.text()) },
        DesignOption("spice.enabled", \.spice.isEnabled) { value throws(DesignInputError) in try value.flag() },
        DesignOption("spice.server_listen", \.spice.listen) { value throws(DesignInputError) in
            .tcp(try value.text())
        },
        DesignOption("spice.agent_enabled", \.spiceAgentEnabled) { value throws(DesignInputError) in
            try value.flag()
        },
        DesignOption("serial_console.enabled", \.serialConsole.isEnabled) { value throws(DesignInputError) in
            try value.flag()
        },
        DesignOption("serial_console.proxyclient_address", \.serialConsole.listen) { value throws(DesignInputError) in
            .tcp(try value.text())
        },
        unixConsoles,
    ]

    /// Vireo's own option: all consoles on sockets of the host's file system.
    private static let unixConsoles = DesignOption(
        "console.listen",
        set: { settings, value throws(DesignInputError) in
            guard try value.word(of: ["unix", "tcp"]) == "unix" else { return }
            settings.vnc.listen = .unixSocket
            settings.spice.listen = .unixSocket
            settings.serialConsole.listen = .unixSocket
        },
        reset: { settings in
            settings.vnc.listen = HostSettings.usual.vnc.listen
            settings.spice.listen = HostSettings.usual.spice.listen
            settings.serialConsole.listen = HostSettings.usual.serialConsole.listen
        })
}
