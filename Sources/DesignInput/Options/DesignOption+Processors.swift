import Demands
import GuestDesign

extension DesignOption {
    static let processors: [DesignOption] = [
        DesignOption("libvirt.virt_type", \.virtType) { value throws(DesignInputError) in try value.choice() },
        DesignOption("libvirt.cpu_mode", \.cpuMode) { value throws(DesignInputError) in try value.choice() },
        DesignOption("libvirt.cpu_models", \.cpuModels) { value throws(DesignInputError) in try value.list() },
        DesignOption("libvirt.cpu_model_extra_flags", \.cpuModelExtraFlags) { value throws(DesignInputError) in
            try value.list()
        },
        DesignOption("libvirt.hw_machine_type", \.hwMachineType) { value throws(DesignInputError) in try value.map() },
        DesignOption("libvirt.sysinfo_serial", \.sysinfoSerial) { value throws(DesignInputError) in
            try value.choice()
        },
        DesignOption("libvirt.realtime_scheduler_priority", \.realtimeSchedulerPriority) {
            value throws(DesignInputError) in try value.integer(in: 1...99)
        },
        DesignOption("libvirt.enabled_perf_events", \.enabledPerfEvents) { value throws(DesignInputError) in
            try value.list()
        },
        DesignOption("libvirt.tb_cache_size", \.tbCacheSize) { value throws(DesignInputError) in
            try value.integer(in: 0...1 << 20)
        },
        DesignOption("compute.cpu_shared_set", \.cpuSharedSet) { value throws(DesignInputError) in try value.cpus() },
        DesignOption("compute.cpu_dedicated_set", \.cpuDedicatedSet) { value throws(DesignInputError) in
            try value.cpus()
        },
        DesignOption("vcpu_pin_set", \.vcpuPinSet) { value throws(DesignInputError) in try value.cpus() },
        DesignOption("compute.packing_host_numa_cells_allocation_strategy", \.packsNUMACells) {
            value throws(DesignInputError) in try value.flag()
        },
        DesignOption("workarounds.libvirt_disable_apic", \.disablesAPIC) { value throws(DesignInputError) in
            try value.flag()
        },
        DesignOption("instance_name_template", \.instanceNameTemplate) { value throws(DesignInputError) in
            try value.text()
        },
    ]

    static let memory: [DesignOption] = [
        DesignOption("libvirt.mem_stats_period_seconds", \.memStatsPeriodSeconds) { value throws(DesignInputError) in
            try value.integer(in: -1...1 << 30)
        },
        DesignOption("libvirt.file_backed_memory", \.fileBackedMemory) { value throws(DesignInputError) in
            try value.integer(in: 0...1 << 40)
        },
        DesignOption("reserved_huge_pages", \.reservedHugePages) { value throws(DesignInputError) in
            try value.reservedPages()
        },
    ]
}
