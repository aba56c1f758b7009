/// A host cannot make the guest that is asked for.
package struct GuestRefusal: Error, Hashable, CustomStringConvertible {
    /// With what only administrators may read.
    package let description: String

    package init(_ description: String) { self.description = description }
}
