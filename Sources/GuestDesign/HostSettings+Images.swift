extension HostSettings {
    /// How a file that holds one of the host's own disks is written; nil where disks are no files.
    package var localDiskFormat: String? {
        switch imagesType {
        case .default: useCOWImages ? "qcow2" : "raw"
        case .qcow2: "qcow2"
        case .raw, .flat: "raw"
        case .lvm, .rbd: nil
        }
    }

    /// The folder that holds all files of a server.
    package func instancePath(_ uuid: String) -> String { instancesPath + "/" + uuid }
}
