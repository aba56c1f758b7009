import Model

extension Designer {
    func metadata() -> Guest.Metadata {
        let identity = request.identity
        return Guest.Metadata(
            version: request.software.version, name: identity.name, createdAt: identity.createdAt,
            flavor: request.flavor, userID: identity.user.value, userName: identity.userName,
            projectID: identity.project.value, projectName: identity.projectName, image: rootImage,
            ports: request.ports)
    }

    /// The image that the root disk lies over; nil where the guest boots from a volume.
    private var rootImage: ID<Image>? {
        for disk in request.disks {
            if case .image(let id) = disk.source { return id }
        }
        return nil
    }

    /// SMBIOS exists on x86 only.
    func systemInformation() throws(DesignRefusal) -> Guest.SystemInformation? {
        guard isX86 else { return nil }
        let entries: [(String, String?)] = [
            ("manufacturer", request.software.vendor), ("product", request.software.product),
            ("version", request.software.version), ("serial", try serialNumber()), ("uuid", uuid),
            ("family", "Virtual Machine"),
        ]
        return Guest.SystemInformation(
            entries: entries.compactMap { name, value in
                value.map { Guest.SystemInformation.Entry(name: name, value: $0) }
            })
    }

    private func serialNumber() throws(DesignRefusal) -> String? {
        switch settings.sysinfoSerial {
        case .none: nil
        case .unique: uuid
        case .os: try known(machineUUID, "the host has no /etc/machine-id")
        case .hardware: try known(capabilities.hostUUID, "the host's hardware has no UUID")
        case .auto: try known(machineUUID ?? capabilities.hostUUID, "the host has no id of any kind")
        }
    }

    /// The machine's id in the form of a UUID: systemd writes it without hyphens.
    private var machineUUID: String? {
        guard let id = capabilities.machineID?.lowercased(), !id.isEmpty else { return nil }
        let digits = id.filter { $0 != "-" && !$0.isWhitespace }
        guard digits.count == 32, digits.allSatisfy(\.isHexDigit) else { return id }
        var rest = Substring(digits)
        let parts = [8, 4, 4, 4, 12].map { length in
            defer { rest = rest.dropFirst(length) }
            return String(rest.prefix(length))
        }
        return parts.joined(separator: "-")
    }

    private func known(_ serial: String?, _ otherwise: String) throws(DesignRefusal) -> String {
        guard let serial, !serial.isEmpty else {
            throw DesignRefusal(
                "The host's serial number is not known; ask the operator to change sysinfo_serial.", detail: otherwise)
        }
        return serial
    }
}
