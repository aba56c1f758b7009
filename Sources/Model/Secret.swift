/// A token, password or key: it cannot be logged or encoded by accident.
package struct Secret: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The secret itself; name this only where it is used.
    package let revealed: String

    package init(_ revealed: String) { self.revealed = revealed }

    package var description: String { "<redacted>" }
    package var debugDescription: String { "<redacted>" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
