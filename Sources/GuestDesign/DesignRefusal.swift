/// Why a host makes no guest of a request.
package struct DesignRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    /// What the tenant may read: names no path and no host.
    package let message: String
    /// What the log keeps beside it.
    package let detail: String?

    package init(_ message: String, detail: String? = nil) {
        self.message = message
        self.detail = detail
    }

    package var description: String { detail.map { "\(message) (\($0))" } ?? message }
}
