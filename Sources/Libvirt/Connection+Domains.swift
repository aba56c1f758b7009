import CLibvirt

extension Connection {
    /// Defines a domain, or changes the definition of the one that has the same name and UUID.
    ///
    /// With `validating`, a document that does not follow libvirt's schema is refused (`xmlInvalidSchema`) where
    /// libvirt would otherwise pass over what it does not understand. Throws `operationFailed` where the name belongs to
    /// another UUID or the reverse.
    package func defineDomain(_ xml: String, validating: Bool = true) throws(LibvirtError) -> Domain {
        let flags = validating ? VIR_DOMAIN_DEFINE_VALIDATE.rawValue : 0
        return try Domain(
            handle.object(.domain) { unsafe virDomainDefineXMLFlags($0, xml, flags) }
        )
    }

    /// Throws `noDomain` if there is none.
    package func domain(uuid: String) throws(LibvirtError) -> Domain {
        try Domain(handle.object(.domain) { unsafe virDomainLookupByUUIDString($0, uuid) })
    }

    /// Throws `noDomain` if there is none.
    package func domain(name: String) throws(LibvirtError) -> Domain {
        try Domain(handle.object(.domain) { unsafe virDomainLookupByName($0, name) })
    }

    /// All domains with their states, in two calls however many there are.
    package func domains() throws(LibvirtError) -> [DomainSummary] {
        let persistent = try summaries(VIR_CONNECT_GET_ALL_DOMAINS_STATS_PERSISTENT, isPersistent: true)
        let transient = try summaries(VIR_CONNECT_GET_ALL_DOMAINS_STATS_TRANSIENT, isPersistent: false)
        return persistent + transient
    }

    private func summaries(
        _ filter: virConnectGetAllDomainStatsFlags,
        isPersistent: Bool
    ) throws(LibvirtError) -> [DomainSummary] {
        try handle.withPointer { pointer throws(LibvirtError) in
            var records: UnsafeMutablePointer<virDomainStatsRecordPtr?>?
            let count = unsafe try LibvirtError.check(
                virConnectGetAllDomainStats(pointer, VIR_DOMAIN_STATS_STATE.rawValue, &records, filter.rawValue)
            )
            defer { unsafe virDomainStatsRecordListFree(records) }
            var summaries: [DomainSummary] = []
            for index in 0..<Int(count) {
                if let record = unsafe records?[index]?.pointee {
                    summaries.append(unsafe try summary(record, isPersistent: isPersistent))
                }
            }
            return summaries
        }
    }

    private func summary(
        _ record: virDomainStatsRecord,
        isPersistent: Bool
    ) throws(LibvirtError) -> DomainSummary {
        unsafe virDomainRef(record.dom)
        let domain = try unsafe Domain(Handle(owning: record.dom, .domain, of: handle))
        var state: Int32 = 0
        var reason: Int32 = 0
        try LibvirtError.check(unsafe virTypedParamsGetInt(record.params, record.nparams, "state.state", &state))
        try LibvirtError.check(unsafe virTypedParamsGetInt(record.params, record.nparams, "state.reason", &reason))
        return DomainSummary(
            domain: domain,
            state: DomainState(state: state, reason: reason),
            isActive: unsafe virDomainGetID(record.dom) != UInt32.max,
            isPersistent: isPersistent
        )
    }
}
