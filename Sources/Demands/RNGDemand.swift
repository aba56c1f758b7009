/// A random number generator fed by the host.
package struct RNGDemand: Codable, Hashable, Sendable {
    package struct Rate: Codable, Hashable, Sendable {
        package var bytes: Int
        /// Milliseconds.
        package var period: Int
    }

    package var rate: Rate?
}
