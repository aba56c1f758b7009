/// A fail point, and which time of those that it is passed: what starts a guest passes the same ones at each start.
package struct FailPlace: Hashable, Sendable, CustomStringConvertible {
    package let point: String
    /// From 1 on.
    package let time: Int

    package init(_ point: String, time: Int = 1) {
        self.point = point
        self.time = time
    }

    package var description: String { time == 1 ? point : "\(point), time \(time)" }
}
