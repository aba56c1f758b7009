/// An emulated TPM.
package struct TPMDemand: Codable, Hashable, Sendable {
    package enum Version: String, Codable, Hashable, Sendable, CaseIterable {
        case v1 = "1.2"
        case v2 = "2.0"
    }

    package enum Model: String, Codable, Hashable, Sendable, CaseIterable {
        case tis = "tpm-tis"
        case crb = "tpm-crb"
    }

    package let version: Version
    package let model: Model
}

extension DemandReader {
    /// None without a version; the model TIS where none is named, and CRB for version 2.0 only.
    func tpm() throws(DemandConflict) -> TPMDemand? {
        let version = try agreed(flavor: "hw:tpm_version", image: "hw_tpm_version")
        let model = try agreed(flavor: "hw:tpm_model", image: "hw_tpm_model")
        guard let chosen = try choice(version, as: TPMDemand.Version.self) else { return nil }
        let shape = try choice(model, as: TPMDemand.Model.self) ?? .tis
        if shape == .crb, chosen == .v1 {
            throw DemandConflict([version, model].compactMap(\.self), "the model tpm-crb needs version 2.0")
        }
        return TPMDemand(version: chosen, model: shape)
    }
}
