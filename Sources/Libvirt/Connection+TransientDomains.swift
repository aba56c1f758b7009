import CLibvirt

extension Connection {
    /// Starts a domain that has no definition: it is gone with its process, and its process goes with this connection.
    package func startTransientDomain(_ xml: String) throws(LibvirtError) -> Domain {
        let flags = VIR_DOMAIN_START_AUTODESTROY.rawValue
        return try Domain(handle.object(.domain) { unsafe virDomainCreateXML($0, xml, flags) })
    }
}
