import CLibvirt

extension Connection {
    /// Defines a filter, or changes the one that has the same name and UUID, also for the interfaces that use it now.
    package func defineNWFilter(_ xml: String) throws(LibvirtError) -> NWFilter {
        try NWFilter(handle.object(.nwFilter) { unsafe virNWFilterDefineXML($0, xml) })
    }

    /// Throws `noNWFilter` if there is none.
    package func nwFilter(name: String) throws(LibvirtError) -> NWFilter {
        try NWFilter(handle.object(.nwFilter) { unsafe virNWFilterLookupByName($0, name) })
    }

    package func nwFilters() throws(LibvirtError) -> [NWFilter] {
        try handle.objects(.nwFilter) { unsafe virConnectListAllNWFilters($0, $1, 0) }
            .map(NWFilter.init)
    }
}
