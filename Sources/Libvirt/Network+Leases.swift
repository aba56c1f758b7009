import CLibvirt
import Glibc

extension Network {
    /// The addresses that the network's DHCP server has given out; of one interface only if `mac` is given.
    package func dhcpLeases(mac: String? = nil) throws(LibvirtError) -> [DHCPLease] {
        try handle.withPointer { pointer throws(LibvirtError) in
            var leases: UnsafeMutablePointer<virNetworkDHCPLeasePtr?>?
            let count = unsafe try LibvirtError.check(virNetworkGetDHCPLeases(pointer, mac, &leases, 0))
            defer { unsafe free(leases) }
            var result: [DHCPLease] = []
            for index in 0..<Int(count) {
                if let lease = unsafe leases?[index] {
                    unsafe result.append(DHCPLease(lease.pointee))
                    unsafe virNetworkDHCPLeaseFree(lease)
                }
            }
            return result
        }
    }
}

extension DHCPLease {
    fileprivate init(_ lease: virNetworkDHCPLease) {
        func text(_ bytes: UnsafeMutablePointer<CChar>?) -> String? {
            unsafe bytes.map { unsafe String(cString: $0) }
        }
        unsafe self.init(
            interface: text(lease.iface) ?? "",
            mac: text(lease.mac),
            address: text(lease.ipaddr) ?? "",
            prefix: Int(lease.prefix),
            hostname: text(lease.hostname),
            expiry: lease.expirytime
        )
    }
}
