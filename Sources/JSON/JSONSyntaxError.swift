/// Why a text is not a JSON document, and at which byte.
package struct JSONSyntaxError: Error, Hashable, CustomStringConvertible {
    package let reason: String
    package let offset: Int

    package var description: String { "\(reason) at byte \(offset)" }
}
