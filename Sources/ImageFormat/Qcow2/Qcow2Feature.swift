/// The incompatible features of qcow2 by bit: whoever does not know one that is set must not open the image.
enum Qcow2Feature: Int, Sendable, CaseIterable {
    case dirty = 0
    case corrupt = 1
    case externalDataFile = 2
    case compressionType = 3
    case extendedL2 = 4

    var mask: UInt64 { 1 << UInt64(rawValue) }

    static let known: UInt64 = allCases.reduce(0) { $0 | $1.mask }
}
