import CLibvirt

extension LibvirtError {
    /// A `virErrorDomain`: which part of libvirt raised an error. Open, as the codes are.
    package struct Domain: RawRepresentable, Sendable, Hashable {
        package let rawValue: Int32

        package init(rawValue: Int32) {
            self.rawValue = rawValue
        }

        private init(_ domain: virErrorDomain) {
            self.init(rawValue: Int32(domain.rawValue))
        }

        package static let none = Self(VIR_FROM_NONE)
        /// The client's end of the wire to the daemon.
        package static let rpc = Self(VIR_FROM_RPC)
        /// The client's driver that speaks to the daemon.
        package static let remote = Self(VIR_FROM_REMOTE)
        package static let qemu = Self(VIR_FROM_QEMU)
        package static let network = Self(VIR_FROM_NETWORK)
        /// Where rules for a guest's link are made.
        package static let firewall = Self(VIR_FROM_FIREWALL)
        package static let test = Self(VIR_FROM_TEST)
        package static let thread = Self(VIR_FROM_THREAD)
    }
}
