/// Why a document of libvirt could not be read.
package struct XMLReadError: Error, Hashable, CustomStringConvertible {
    /// Which document, and what is missing or wrong in it.
    package let reason: String

    package var description: String { reason }
}
