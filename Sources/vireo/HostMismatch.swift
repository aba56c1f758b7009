/// Settings that this host cannot carry out.
struct HostMismatch: Error, CustomStringConvertible {
    let flaw: String

    var description: String { "the settings do not fit this host: \(flaw)" }
}
