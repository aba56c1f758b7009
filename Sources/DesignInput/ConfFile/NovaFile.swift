/// What a `nova.conf` holds beside the options that this service knows.
///
/// Source: Nova's configuration reference.
enum NovaFile {
    /// Older names of options, as Nova still takes them.
    static let renamed: [String: String] = [
        "libvirt.cpu_model": "libvirt.cpu_models", "libvirt.iscsi_use_multipath": "libvirt.volume_use_multipath",
        "libvirt.num_iscsi_scan_tries": "libvirt.num_volume_scan_tries",
        "libvirt.iscsi_transport": "libvirt.iscsi_iface",
        "DEFAULT.vnc_enabled": "vnc.enabled", "vnc.vncserver_listen": "vnc.server_listen",
        "DEFAULT.vncserver_listen": "vnc.server_listen", "DEFAULT.dhcp_domain": "api.dhcp_domain",
        "vnc.vncserver_proxyclient_address": "vnc.server_proxyclient_address",
        "DEFAULT.vncserver_proxyclient_address": "vnc.server_proxyclient_address",
        "DEFAULT.novncproxy_base_url": "vnc.novncproxy_base_url", "DEFAULT.osapi_max_limit": "api.max_limit",
        "DEFAULT.quota_instances": "quota.instances", "DEFAULT.quota_cores": "quota.cores",
        "DEFAULT.quota_ram": "quota.ram", "DEFAULT.quota_metadata_items": "quota.metadata_items",
        "DEFAULT.quota_injected_files": "quota.injected_files", "DEFAULT.quota_key_pairs": "quota.key_pairs",
        "DEFAULT.quota_injected_file_content_bytes": "quota.injected_file_content_bytes",
        "DEFAULT.quota_injected_file_path_length": "quota.injected_file_path_length",
        "DEFAULT.quota_server_groups": "quota.server_groups",
        "DEFAULT.quota_server_group_members": "quota.server_group_members",
    ]

    /// Sections that have no meaning here, with the reason.
    static func reason(for section: String) -> String? {
        if let reason = sections[section] { return reason }
        if section.hasPrefix("oslo_") { return "it is for a library of OpenStack's that is not in use here" }
        if section.hasPrefix("vif_plug_") { return privileges }
        return nil
    }

    private static let privileges = "the service does itself what needs privileges"
    private static let database = "the database is embedded, in the state folder"
    private static let oneProcess = "all of the service is one process"
    private static let noQueue = "there is no message queue: " + oneProcess
    private static let otherDriver = "libvirt is the only driver"
    private static let console = "no proxy for consoles is connected"

    private static let sections: [String: String] = {
        var reasons: [String: String] = [:]
        for (reason, names) in reasonsWithSections { for name in names { reasons[name] = reason } }
        return reasons
    }()

    private static let reasonsWithSections: [(String, [String])] = [
        (database, ["database", "api_database", "main_database", "placement_database"]),
        (
            oneProcess,
            ["conductor", "cells", "upgrade_levels", "osapi_v21", "wsgi", "remote_debug", "profiler", "zeromq"]
        ),
        (
            noQueue,
            [
                "notifications", "oslo_messaging_rabbit", "oslo_messaging_notifications", "oslo_messaging_amqp",
                "oslo_messaging_kafka", "oslo_messaging_metrics",
            ]
        ),
        (
            "users and tokens are those of the embedded identity service",
            [
                "keystone_authtoken", "keystone", "service_user", "nova_sys_admin", "vendordata_dynamic_auth",
                "oslo_limit",
            ]
        ),
        ("what hosts have is counted in the embedded database", ["placement"]),
        ("images are those of the embedded image service", ["glance", "image_file_url", "s3"]),
        ("networks are those of the embedded network service", ["neutron", "os_vif_linux_bridge", "os_vif_ovs"]),
        ("no volume service is connected", ["cinder"]),
        ("no share service is connected", ["manila"]),
        ("no key manager is connected", ["key_manager", "barbican", "barbican_service_user", "vault", "keymgr"]),
        ("no accelerator service is connected", ["cyborg"]),
        ("the scheduler has rules of its own", ["scheduler", "filter_scheduler", "metrics", "trusted_computing"]),
        ("the image cache is kept by rules of its own", ["image_cache"]),
        ("policies are the service's own", ["oslo_policy"]),
        (privileges, ["privsep", "nova_sys_admin_privsep", "privsep_osbrick", "guestfs"]),
        (
            otherDriver,
            ["ironic", "vmware", "hyperv", "xenserver", "zvm", "powervm", "baremetal", "lxd", "docker"]
        ),
        (console, ["console", "consoleauth", "mks", "rdp", "novnc", "xvp"]),
        ("no cache is needed", ["cache", "memcache"]),
        ("browsers are not served from other origins", ["cors", "cors.subdomain"]),
        ("the health of the service is told at /healthz and /readyz", ["healthcheck"]),
    ]

    /// What else is to be known of options that are taken over.
    static let remarks: [String: String] = [
        "DEFAULT.instances_path":
            "DEFAULT.instances_path: let no Nova use the folder any more: images of its cache that no machine here uses "
            + "are removed in time",
        "vnc.server_listen": "vnc.server_listen: screens are sockets unless 'console.listen' is 'tcp'",
        "spice.server_listen": "spice.server_listen: screens are sockets unless 'console.listen' is 'tcp'",
    ]

    /// Sections whose options shape guests: one that is left out makes another guest.
    static func shapesGuests(_ section: String) -> Bool {
        ["libvirt", "spice", "pci", "devices", "compute", "ephemeral_storage_encryption"].contains(section)
            || section.hasPrefix("mdev_") || section.hasPrefix("vgpu_")
    }

    /// Why an option is left out that this service has no word for, in a section where it has for others; nil where
    /// nothing is known of the option.
    static func reason(forOption name: String, in section: String) -> String? {
        switch section {
        case "pci": "devices of the host are not passed to guests"
        case "devices": "mediated devices are not passed to guests"
        case "workarounds": "it is for a fault of Nova's"
        case "vnc", "serial_console": console
        case "spice" where name.contains("proxy"): console
        case "spice" where name.hasSuffix("_compression") || name == "streaming_mode":
            "how SPICE sends pictures and sound is left to QEMU"
        case "DEFAULT": general.first { isPrefix($0.prefixes, of: name) }?.reason
        case _ where section.hasPrefix("mdev_") || section.hasPrefix("vgpu_"):
            "mediated devices are not passed to guests"
        default: nil
        }
    }

    private static func isPrefix(_ prefixes: [String], of name: String) -> Bool {
        prefixes.contains { name.hasPrefix($0) }
    }

    private static let general: [(reason: String, prefixes: [String])] = [
        (
            "the settings 'logLevel' and 'logFormat' say what is logged, to standard error",
            [
                "debug", "verbose", "log_", "logging_", "use_syslog", "use_stderr", "use_journal", "use_json",
                "use_eventlog",
                "syslog_", "default_log_levels", "publish_errors", "watch_log_file", "fatal_deprecations",
                "instance_format",
                "instance_uuid_format", "rate_limit_",
            ]
        ),
        (
            noQueue,
            [
                "transport_url", "rpc_", "control_exchange", "executor_thread_pool_size", "notification", "rabbit_",
            ]
        ),
        (
            "the settings 'listen' and 'publicURL' say where the API is",
            [
                "osapi_compute_", "metadata_", "enabled_apis", "enabled_ssl_apis", "api_paste_config",
                "use_forwarded_for",
                "ssl_", "auth_strategy",
            ]
        ),
        ("the setting 'state' names the folder of what the service keeps", ["state_path", "pybasedir", "tempdir"]),
        (
            "networks are those of the embedded network service",
            [
                "use_neutron", "firewall_driver", "network_", "linuxnet_", "vif_plugging_", "dhcp_", "flat_", "my_ip",
                "force_dhcp_release", "security_group_api", "default_access_ip_network_name",
                "injected_network_template",
            ]
        ),
        ("libvirt is the only driver", ["compute_driver"]),
        (
            "servers have neither volumes nor shares",
            ["my_block_storage_ip", "my_shared_fs_storage_ip", "volume_", "block_device_allocate_"]
        ),
        (
            "it times what Nova does at intervals; here each change is followed at once",
            [
                "sync_power_state_", "heal_instance_info_cache_interval", "update_resources_interval",
                "report_interval",
                "service_down_time", "periodic_", "running_deleted_instance_", "instance_delete_interval",
                "scheduler_instance_sync_interval", "shelved_", "bandwidth_poll_interval", "servicegroup_driver",
                "maximum_instance_delete_attempts", "instance_usage_audit", "reboot_timeout", "rescue_timeout",
                "resize_confirm_window", "volume_usage_poll_interval",
            ]
        ),
        (privileges, ["rootwrap_config", "use_rootwrap_daemon", "lock_path"]),
        (
            oneProcess,
            [
                "compute_topic", "conductor_", "scheduler_", "graceful_shutdown_timeout", "backdoor_port",
                "run_external_",
                "default_green_pool_size", "concurrency_backend", "default_thread_pool_size", "cell_worker_",
                "enable_new_",
            ]
        ),
        (
            "servers are not moved: the service has one host",
            [
                "allow_resize_to_same_host", "allow_migrate_to_same_host", "max_concurrent_live_migrations",
                "live_migration_retry_count", "default_schedule_zone",
            ]
        ),
        ("genisoimage makes config drives", ["mkisofs_cmd", "config_drive_"]),
    ]
}
