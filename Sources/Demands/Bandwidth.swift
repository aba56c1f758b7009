/// How much an interface may carry in one direction, in kilobytes (a second, for `burst` in all).
///
/// Source: libvirt's "Network XML format", section "Quality of service".
package struct Bandwidth: Codable, Hashable, Sendable {
    package var average: Int
    package var peak: Int?
    package var burst: Int?

    package init(average: Int, peak: Int?, burst: Int?) {
        self.average = average
        self.peak = peak
        self.burst = burst
    }
}
