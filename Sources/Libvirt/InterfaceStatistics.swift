/// What went through an interface since the domain's start.
package struct InterfaceStatistics: Sendable, Equatable {
    package let received: Direction
    package let sent: Direction

    /// One direction of an interface; nil where it is not known.
    package struct Direction: Sendable, Equatable {
        package let bytes: UInt64?
        package let packets: UInt64?
        package let errors: UInt64?
        package let drops: UInt64?
    }
}
