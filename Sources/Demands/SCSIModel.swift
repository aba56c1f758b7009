/// The model of a SCSI controller.
///
/// Source: libvirt's "Domain XML format", section "Controllers"; `hw_scsi_model`.
package enum SCSIModel: String, Codable, Hashable, Sendable, CaseIterable {
    case virtioSCSI = "virtio-scsi"
    case lsilogic, lsisas1068, lsisas1078, buslogic, ibmvscsi
    case vmpvscsi
}
