/// The size of the pages that a guest's memory is made of.
///
/// Source: Nova's administrator guide, "Huge pages", section "Customizing instance huge pages allocations".
package enum PageSize: Codable, Hashable, Sendable, CustomStringConvertible {
    /// The host's smallest.
    case small
    /// The largest that fits, but not the smallest.
    case large
    /// The largest that fits.
    case any
    case kibibytes(Int)

    /// Reads a word, a number of KiB, or a size with a unit (`2MB`, `1GiB`; powers of 1024); nil for what is none.
    package init?(_ text: String) {
        switch text {
        case "small": self = .small
        case "large": self = .large
        case "any": self = .any
        default:
            guard let size = Self.kibibytes(text), (1...Self.largest).contains(size) else { return nil }
            self = .kibibytes(size)
        }
    }

    package var description: String {
        switch self {
        case .small: "small"
        case .large: "large"
        case .any: "any"
        case .kibibytes(let size): "\(size) KiB"
        }
    }

    /// 1 TiB.
    private static let largest = 1 << 30
    private static let units = "KMGT"

    private static func kibibytes(_ text: String) -> Int? {
        guard text.utf8.count <= 16 else { return nil }
        let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard let number = Double(digits), number > 0 else { return nil }
        var unit = text.dropFirst(digits.count)
        if unit.isEmpty { return Int(digits) }
        guard unit.last == "B" else { return nil }
        unit.removeLast()
        if unit.count == 2, unit.last == "i" { unit.removeLast() }
        guard unit.count <= 1 else { return nil }
        guard let prefix = unit.first else { return Int(number / 1024) }
        guard let power = units.firstIndex(of: prefix) else { return nil }
        let exponent = 10 * units.distance(from: units.startIndex, to: power)
        let size = number * Double(1 << exponent)
        return size <= Double(largest) ? Int(size) : nil
    }
}
