package import Hypervisor
internal import Libvirt
package import Model

/// Secrets of emulated TPMs: libvirt keeps them beside the domains, found again by the server's id.
///
/// Source: libvirt's "Secret XML format", usage type `vtpm`.
extension LibvirtHypervisor {
    package func tpmSecret(
        of server: ID<Server>, orMake value: [UInt8]
    ) async throws(HypervisorError) -> String {
        try await session.call { connection in
            let secret = try connection.tpmSecret(of: server) ?? connection.defineSecret(.tpmSecret(of: server))
            // Whoever made it may have died before it had a value.
            if try !secret.hasValue() { try secret.setValue(value) }
            return secret.uuid
        }
    }

    package func tpmSecret(of server: ID<Server>) async throws(HypervisorError) -> String? {
        try await session.call { connection in try connection.tpmSecret(of: server)?.uuid }
    }
}

extension Connection {
    fileprivate func tpmSecret(of server: ID<Server>) throws(LibvirtError) -> Libvirt.Secret? {
        try LibvirtError.unlessAbsent { () throws(LibvirtError) in try secret(.vtpm, id: .tpm(of: server)) }
    }

    func forgetTPMSecret(of server: ID<Server>) throws(LibvirtError) {
        _ = try LibvirtError.unlessAbsent { () throws(LibvirtError) in try tpmSecret(of: server)?.undefine() }
    }
}

extension String {
    fileprivate static func tpm(of server: ID<Server>) -> String { "vireo-tpm-\(server)" }

    /// It outlives libvirt, as the TPM's state does, and is not private: that would keep it from a host that the server
    /// may be moved to.
    fileprivate static func tpmSecret(of server: ID<Server>) -> String {
        """
        <secret ephemeral='no' private='no'>
          <description>seals the emulated TPM of server \(server)</description>
          <usage type='vtpm'><name>\(tpm(of: server))</name></usage>
        </secret>
        """
    }
}
