import CLibvirt

/// Which document of a domain is asked for.
package struct DomainXMLOptions: OptionSet, Sendable {
    package let rawValue: UInt32

    package init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    private init(_ flag: virDomainXMLFlags) {
        self.init(rawValue: flag.rawValue)
    }

    /// The definition that the next start uses, also while the domain runs.
    package static let inactive = DomainXMLOptions(VIR_DOMAIN_XML_INACTIVE)
    /// With passwords; not for logs.
    package static let secure = DomainXMLOptions(VIR_DOMAIN_XML_SECURE)
    /// Fit to start the domain on another host.
    package static let migratable = DomainXMLOptions(VIR_DOMAIN_XML_MIGRATABLE)
}
