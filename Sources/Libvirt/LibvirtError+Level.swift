extension LibvirtError {
    /// How grave libvirt takes an error to be (a `virErrorLevel`).
    package enum Level: UInt32, Sendable {
        case none = 0
        case warning = 1
        case error = 2
    }
}
