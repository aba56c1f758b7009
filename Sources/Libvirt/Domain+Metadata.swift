import CLibvirt

extension Domain {
    /// The element of namespace `uri` in the domain's `<metadata>`, or nil if there is none.
    package func metadata(of uri: String, in scope: ChangeScope = []) throws(LibvirtError) -> String? {
        do {
            return try handle.string {
                unsafe virDomainGetMetadata($0, Int32(VIR_DOMAIN_METADATA_ELEMENT.rawValue), uri, scope.rawValue)
            }
        } catch {
            guard error.code == .noDomainMetadata else {
                throw error
            }
            return nil
        }
    }

    /// Puts `xml` in the place of the element of namespace `uri`, which libvirt writes with the prefix `prefix`; nil
    /// removes it. `xml` itself carries no namespace.
    package func setMetadata(
        _ xml: String?,
        of uri: String,
        prefix: String,
        in scope: ChangeScope = []
    ) throws(LibvirtError) {
        let kind = Int32(VIR_DOMAIN_METADATA_ELEMENT.rawValue)
        try handle.call { unsafe virDomainSetMetadata($0, kind, xml, prefix, uri, scope.rawValue) }
    }
}
