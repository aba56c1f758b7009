import CLibvirt

extension Connection {
    /// Defines a secret without its value, or changes the one that has the same UUID and usage.
    package func defineSecret(_ xml: String) throws(LibvirtError) -> Secret {
        try Secret(handle.object(.secret) { unsafe virSecretDefineXML($0, xml, 0) })
    }

    /// Throws `noSecret` if there is none.
    package func secret(uuid: String) throws(LibvirtError) -> Secret {
        try Secret(handle.object(.secret) { unsafe virSecretLookupByUUIDString($0, uuid) })
    }

    /// Throws `noSecret` if there is none.
    package func secret(_ usage: SecretUsage, id: String) throws(LibvirtError) -> Secret {
        try Secret(
            handle.object(.secret) { unsafe virSecretLookupByUsage($0, usage.rawValue, id) }
        )
    }

    package func secrets() throws(LibvirtError) -> [Secret] {
        try handle.objects(.secret) { unsafe virConnectListAllSecrets($0, $1, 0) }
            .map(Secret.init)
    }
}
