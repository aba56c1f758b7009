/// A project would have more than it may.
package struct QuotaExceeded: Error, Hashable {
    package let resource: String
    package let limit: Int
    package let used: Int
    package let wanted: Int

    package var message: String {
        "Quota exceeded for \(resource): Requested \(wanted), but already used \(used) of \(limit) \(resource)."
    }

    static func check(_ resource: String, limit: Int, used: Int, wanted: Int) throws(QuotaExceeded) {
        guard limit < 0 || used + wanted <= limit else {
            throw QuotaExceeded(resource: resource, limit: limit, used: used, wanted: wanted)
        }
    }
}
