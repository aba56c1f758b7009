/// Why a description of a request could not be read.
package struct DesignInputError: Error, Hashable, CustomStringConvertible {
    /// Which member, what it holds, and what it should.
    package let reason: String

    package var description: String { reason }
}
