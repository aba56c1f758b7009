/// A random number generator fed by the host.
package struct RNGDemand: Codable, Hashable, Sendable {
    package struct Rate: Codable, Hashable, Sendable {
        package var bytes: Int
        /// Milliseconds.
        package var period: Int

        package init(bytes: Int, period: Int) {
            self.bytes = bytes
            self.period = period
        }
    }

    package var rate: Rate?
}
