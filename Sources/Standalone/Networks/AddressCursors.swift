internal import Model
internal import Synchronization

/// Which address of a subnet was given last, so that the next one is found without reading them all, and an address
/// that was just given back rests for a while.
final class AddressCursors: Sendable {
    private let last = Mutex<[ID<Subnet>: IPv4Address]>([:])

    subscript(_ subnet: ID<Subnet>) -> IPv4Address? {
        get { last.withLock { $0[subnet] } }
        set { last.withLock { $0[subnet] = newValue } }
    }
}
