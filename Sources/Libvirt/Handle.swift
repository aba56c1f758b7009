/// One counted reference to an object of libvirt's, given back when the last Swift owner lets go.
///
/// `@unchecked Sendable`: libvirt's objects may be used by many threads at once (https://libvirt.org/hacking.html,
/// "Threading"), and the pointer never changes.
@safe
final class Handle: @unchecked Sendable {
    private let pointer: OpaquePointer
    private let kind: Kind
    private let connection: Handle?

    /// - Parameters:
    ///   - pointer: a reference that becomes this handle's own
    ///   - kind: what the pointer points to
    ///   - connection: what the object came from, which outlives it
    init(owning pointer: OpaquePointer, _ kind: Kind, of connection: Handle?) {
        unsafe self.pointer = unsafe pointer
        self.kind = kind
        self.connection = connection
    }

    deinit {
        unsafe kind.release(pointer)
    }

    /// Lends the pointer for the time of `body`, during which the reference is held.
    @safe
    func withPointer<Result>(
        _ body: (OpaquePointer) throws(LibvirtError) -> Result
    ) throws(LibvirtError) -> Result {
        defer { withExtendedLifetime(self) {} }
        return unsafe try body(pointer)
    }
}
