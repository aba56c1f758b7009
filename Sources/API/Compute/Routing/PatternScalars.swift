/// A class of characters.
struct PatternScalars: Sendable {
    var ranges: [ClosedRange<Unicode.Scalar>]
    var isInverted = false

    static let any = Self(ranges: [], isInverted: true)

    func holds(_ scalar: Unicode.Scalar) -> Bool { ranges.contains { $0.contains(scalar) } != isInverted }
}
