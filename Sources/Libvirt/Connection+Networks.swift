import CLibvirt

extension Connection {
    /// Defines a network, or changes the definition of the one that has the same name and UUID. It is not started.
    package func defineNetwork(_ xml: String) throws(LibvirtError) -> Network {
        try Network(handle.object(.network) { unsafe virNetworkDefineXML($0, xml) })
    }

    /// Throws `noNetwork` if there is none.
    package func network(uuid: String) throws(LibvirtError) -> Network {
        try Network(handle.object(.network) { unsafe virNetworkLookupByUUIDString($0, uuid) })
    }

    /// Throws `noNetwork` if there is none.
    package func network(name: String) throws(LibvirtError) -> Network {
        try Network(handle.object(.network) { unsafe virNetworkLookupByName($0, name) })
    }

    /// All networks, up or not.
    package func networks() throws(LibvirtError) -> [Network] {
        try handle.objects(.network) { unsafe virConnectListAllNetworks($0, $1, 0) }
            .map(Network.init)
    }
}
