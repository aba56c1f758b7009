import Demands
import GuestDesign
import JSON
import Model

/// Volumes as Cinder describes their connections, with the host's device or path in them.
extension InputReader {
    func volumes(settings: HostSettings) throws(DesignInputError) -> [AttachedVolume] {
        var volumes: [AttachedVolume] = []
        for mapping in volumeMappings {
            guard let connection = mapping["connection_info"], let data = connection["data"] else {
                throw wrong("connection_info", mapping["connection_info"], "an object with data")
            }
            let kind = try text(connection, "driver_volume_type")
            var volume = AttachedVolume(
                source: try source(kind, data, settings), serial: connection["serial"]?.stringValue,
                usesNativeIO: Self.nativeKinds.contains(kind))
            volume.cache = Self.cachedKinds.contains(kind) ? "writeback" : nil
            volume.encryptionSecret = try encryptionSecret(mapping, data)
            volume.discards = data["discard"]?.boolValue ?? false
            volume.isReadOnly = try isReadOnly(data)
            volume.isShareable = connection["multiattach"]?.boolValue ?? false
            volume.ioTune = ioTune(data["qos_specs"])
            volume.logicalBlockSize = size(data["logical_block_size"])
            volume.physicalBlockSize = size(data["physical_block_size"])
            volume.bootIndex = bootIndex(mapping)
            volume.deviceType = try deviceType(mapping)
            volume.bus = mapping["disk_bus"]?.stringValue
            volume.deviceName = mapping["device_name"]?.stringValue
            volume.tag = mapping["tag"]?.stringValue
            volumes.append(volume)
        }
        return volumes
    }

    /// Volumes of those sources one after another, whatever the order of the mappings.
    ///
    /// Source: Nova's `nova/virt/block_device.py`, `convert_all_volumes`.
    private var volumeMappings: [JSONValue] {
        let mappings = list("block_device_mappings").filter { $0["destination_type"]?.stringValue == "volume" }
        return ["volume", "snapshot", "image", "blank"].flatMap { source in
            mappings.filter { $0["source_type"]?.stringValue ?? "volume" == source }
        }
    }

    /// Kinds whose device or file bypasses the host's cache by itself.
    private static let nativeKinds: Set<String> = [
        "iscsi", "iser", "fibre_channel", "nfs", "scaleio", "storpool", "quobyte",
    ]

    /// Kinds that keep what is written in the host's cache.
    private static let cachedKinds: Set<String> = ["smbfs", "vzstorage"]

    /// A volume that is encrypted must come with the secret that opens it: the guest would see noise.
    private func encryptionSecret(_ mapping: JSONValue, _ data: JSONValue) throws(DesignInputError) -> String? {
        guard mapping["encrypted"]?.boolValue == true || data["encrypted"]?.boolValue == true else { return nil }
        guard let secret = (mapping["encryption_secret_uuid"] ?? data["encryption_secret_uuid"])?.stringValue else {
            throw wrong(
                "block_device_mappings.encryption_secret_uuid", mapping["encryption_secret_uuid"],
                "the UUID of the libvirt secret of an encrypted volume")
        }
        return secret
    }

    private func source(
        _ kind: String, _ data: JSONValue, _ settings: HostSettings
    ) throws(DesignInputError) -> AttachedVolume.Source {
        switch kind {
        case "iscsi", "iser", "fibre_channel", "nvmeof", "local", "lightos", "storpool", "scaleio":
            return .block(path: try text(data, "device_path"))
        case "nfs", "smbfs", "quobyte", "vzstorage", "gpfs":
            let format = kind == "gpfs" ? nil : data["format"]?.stringValue
            return .file(path: try text(data, "device_path"), format: format ?? "raw")
        case "rbd":
            return .network(
                protocol: "rbd", name: try text(data, "name"), hosts: hosts(data), auth: try auth(data, settings))
        default:
            throw DesignInputError(reason: "driver_volume_type '\(kind)' is not known")
        }
    }

    private func hosts(_ data: JSONValue) -> [NetworkHost] {
        let names = (data["hosts"]?.arrayValue ?? []).compactMap(\.stringValue)
        let ports = (data["ports"]?.arrayValue ?? []).map(\.stringValue)
        return zip(names, ports).map { NetworkHost(name: $0, port: $1) }
    }

    /// Nil leaves it to the host's settings. A volume without a secret of its own takes both from them.
    ///
    /// Source: Nova's `nova/virt/libvirt/volume/net.py`.
    private func auth(_ data: JSONValue, _ settings: HostSettings) throws(DesignInputError) -> StorageAuth? {
        guard data["auth_enabled"]?.boolValue == true else { return nil }
        let ofVolume = (data["auth_username"]?.stringValue, data["secret_uuid"]?.stringValue)
        let ofHost = (settings.rbdUser, settings.rbdSecretUUID)
        guard case (let user?, let secret?) = ofVolume.1 == nil ? ofHost : ofVolume else {
            throw wrong("secret_uuid", data["secret_uuid"], "a UUID, or rbd_user and rbd_secret_uuid must be set")
        }
        return StorageAuth(user: user, secretUUID: secret)
    }

    private func isReadOnly(_ data: JSONValue) throws(DesignInputError) -> Bool {
        switch data["access_mode"]?.stringValue ?? "rw" {
        case "ro": return true
        case "rw": return false
        default: throw wrong("access_mode", data["access_mode"], "'ro' or 'rw'")
        }
    }

    private func ioTune(_ specs: JSONValue?) -> IOTune {
        var tune = IOTune()
        for limit in IOTune.Limit.allCases {
            tune.limits[limit] = size(specs?[limit.rawValue])
        }
        return tune
    }

    /// Cinder gives numbers as numbers or as text.
    private func size(_ value: JSONValue?) -> Int? {
        value?.integerValue.map { Int($0) } ?? value?.stringValue.flatMap { Int($0) }
    }
}
