/// The one place that names versions of libvirt and QEMU that something hangs on.
///
/// Source: Nova, `nova/virt/libvirt/driver.py` and `host.py`, the constants `MIN_…` and `NEXT_MIN_…` of its present
/// release and of Juno (2014.2); of `checkpoints-metadata`, libvirt's `virDomainUndefineFlagsValues`.
extension VersionGate {
    package var row: Row {
        switch self {
        case .libvirtDriver: Row("machines by libvirt at all", libvirt: (0, 9, 11), below: .refusesStart)
        case .minimum: Row("this release", libvirt: (8, 0, 0), qemu: (6, 2, 0), below: .refusesStart)
        case .nextMinimum: Row("a coming release", libvirt: (10, 0, 0), qemu: (8, 2, 2), below: .warns)

        // What a server may ask for.
        case .blockIOSize:
            Row(
                "a volume with block sizes of its own", libvirt: (0, 10, 2),
                below: .isOff(loss: "volumes have the usual block sizes only", .noGuest))
        case .numaTopology:
            Row(
                "NUMA cells, pinned processors or a page size", libvirt: (1, 0, 4),
                below: .isOff(loss: "the host does not tell its NUMA cells; guests have no place on them", .noGuest))
        case .discard:
            Row(
                "disks that give back what the guest discards", libvirt: (1, 0, 6), qemu: (1, 6, 0),
                below: .isOff(loss: "disks keep the room of what guests discard", .noGuest))
        case .remoteManagedPorts:
            Row(
                "a port that a smart network card manages", libvirt: (7, 9, 0),
                below: .isOff(loss: "no ports of the vnic type remote-managed", .noGuest))
        case .sevES:
            Row(
                "memory encryption by amd-sev-es", qemu: (8, 0, 0),
                below: .isOff(loss: "encrypted memory by amd-sev only", .noGuest))
        case .viommuVirtio:
            Row(
                "the virtual IOMMU of the model virtio", libvirt: (8, 3, 0),
                below: .isOff(loss: "the model auto is the processor maker's IOMMU", .noGuest))
        case .statelessFirmware:
            Row(
                "stateless firmware", libvirt: (8, 6, 0),
                below: .isOff(loss: "UEFI guests keep their variables in a file", .noGuest))
        case .physicalAddressing:
            Row(
                "a choice of physical address bits", libvirt: (8, 7, 0),
                below: .isOff(loss: "guests have QEMU's number of address bits", .noGuest))
        case .igb:
            Row(
                "the network card igb", libvirt: (9, 3, 0), qemu: (8, 0, 0),
                below: .isOff(loss: "only the older models of hw_vif_model", .noGuest))
        case .virtioSound:
            Row(
                "the sound card virtio", libvirt: (10, 4, 0), qemu: (8, 2, 0),
                below: .isOff(loss: "only the older models of hw_sound_model", .noGuest))

        // What a user may do with a server.
        case .blockJobInfo:
            Row(
                "the progress of block jobs", libvirt: (1, 1, 1),
                below: .isOff(loss: "no snapshot of a volume in use is deleted", .notImplemented))
        case .deviceCallback:
            Row(
                "word of a device that a guest let go", libvirt: (1, 1, 1),
                below: .isOff(loss: "no PCI device is detached from a running guest", .notImplemented))
        case .relativeBlockCommit:
            Row(
                "block commits that keep relative paths", libvirt: (1, 2, 7),
                below: .isOff(loss: "no snapshot of a volume in use is merged on NFS", .notImplemented)
            )
        case .liveSnapshot:
            Row(
                "a snapshot of a running guest", libvirt: (1, 3, 0), qemu: (1, 3, 0),
                below: .isOff(loss: "a guest stands still while its image is made", .goesWithout))
        case .mediatedDeviceMigration:
            Row(
                "live migration with a mediated device", libvirt: (8, 6, 0), qemu: (8, 1, 0),
                below: .isOff(loss: "guests with a virtual GPU stay where they run", .notImplemented))
        case .vfioVariantMigration:
            Row(
                "live migration with a PCI device", libvirt: (10, 0, 0), qemu: (8, 2, 2),
                below: .isOff(loss: "guests with a PCI device stay where they run", .notImplemented))

        // What nobody asks for by name.
        case .checkpointsMetadata:
            Row(
                "checkpoints that go with the definition", libvirt: (5, 6, 0),
                below: .isOff(loss: "there are no checkpoints", .goesWithout))
        case .tpmState:
            Row(
                "the choice to keep or forget a TPM's state with the definition", libvirt: (8, 9, 0),
                below: .isOff(loss: "a TPM's state always goes with the definition", .goesWithout))
        case .multifdWithPostcopy:
            Row(
                "parallel connections in a live migration that may go over to post-copy", qemu: (10, 1, 0),
                below: .isOff(loss: "such a migration uses one connection", .goesWithout))
        }
    }
}

extension VersionGate.Row {
    fileprivate init(
        _ words: String, libvirt: (Int, Int, Int)? = nil, qemu: (Int, Int, Int)? = nil, below: VersionGate.Below
    ) {
        self.init(
            words: words, libvirt: libvirt.map { Version($0.0, $0.1, $0.2) },
            qemu: qemu.map { Version($0.0, $0.1, $0.2) }, below: below)
    }
}
