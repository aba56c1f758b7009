import JSON

extension OperatorOption {
    static let processors: [OperatorOption] =
        [
            OperatorOption(
                "libvirt", "virt_type", .choice(["auto", "kvm", "qemu"]), "auto", .setting("virtType"),
                "How guests run. Nova's default is `kvm`; `lxc` and `parallels` are not offered."),
            OperatorOption(
                "libvirt", "cpu_mode", .choice(["host-model", "host-passthrough", "custom", "none"]), "host-model",
                .guest,
                "The guest's CPU."),
            OperatorOption(
                "libvirt", "cpu_models", .list, "", .guest, "The CPU's model; for `cpu_mode` = `custom` only."),
            OperatorOption("libvirt", "cpu_model_extra_flags", .list, "", .guest, "CPU features to add or take away."),
            OperatorOption(
                "libvirt", "hw_machine_type", .list, "", .guest,
                "`architecture=machine type`, for images that name none. A server keeps the one it was made with."),
            OperatorOption(
                "libvirt", "sysinfo_serial", .choice(["none", "os", "hardware", "auto", "unique"]), "unique", .guest,
                "The serial number in the guest's SMBIOS."),
            OperatorOption(
                "libvirt", "realtime_scheduler_priority", .integer(1...99), "1", .guest,
                "The priority of realtime virtual CPUs."),
            OperatorOption(
                "libvirt", "enabled_perf_events", .list, "", .guest, "Performance events that libvirt counts."),
            OperatorOption(
                "libvirt", "tb_cache_size", .integer(0...1 << 20), "unset", .guest,
                "MiB of QEMU's translation cache, for guests without KVM."),
            OperatorOption(
                "compute", "cpu_shared_set", .text, "unset", .guest, "The host's CPUs for guests that share them."),
            OperatorOption(
                "compute", "cpu_dedicated_set", .text, "unset", .guest, "The host's CPUs for dedicated virtual CPUs."),
            OperatorOption(
                "DEFAULT", "vcpu_pin_set", .text, "unset", .guest,
                "The older option for both sets; give those of `[compute]` instead."),
            OperatorOption(
                "compute", "packing_host_numa_cells_allocation_strategy", .flag, "false", .guest,
                "Whether guests with NUMA cells are put on the fullest cells of the host first."),
            OperatorOption(
                "workarounds", "libvirt_disable_apic", .flag, "false", .guest, "Whether guests lack an APIC."),
            OperatorOption(
                "libvirt", "cpu_power_management", .flag, "false", .only([false]),
                "the power of the host's CPUs is left to its kernel"),
        ] + power

    private static let power = ["strategy": "cpu_state", "governor_low": "powersave", "governor_high": "performance"]
        .sorted { $0.key < $1.key }.map { name, standard in
            OperatorOption(
                "libvirt", name == "strategy" ? "cpu_power_management_strategy" : "cpu_power_\(name)",
                name == "strategy" ? .choice(["cpu_state", "governor"]) : .text, standard, .nothing,
                "the power of the host's CPUs is left to its kernel")
        }

    static let memory: [OperatorOption] = [
        OperatorOption(
            "libvirt", "mem_stats_period_seconds", .integer(-1...1 << 30), "10", .guest,
            "How often the guest reports its use of memory; 0 or less: never."),
        OperatorOption(
            "libvirt", "file_backed_memory", .integer(0...1 << 40), "0", .guest,
            "MiB of memory in files that guests get instead of the host's; needs a `ram_allocation_ratio` of 1."),
        OperatorOption(
            "DEFAULT", "reserved_huge_pages", .several, "", .guest,
            "`node:N,size:KIB,count:N`: pages of a cell that no guest gets."),
        OperatorOption(
            "libvirt", "pmem_namespaces", .list, "", .only([[]]), "persistent memory is not offered"),
    ]
}
