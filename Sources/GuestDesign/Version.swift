/// A version of libvirt or QEMU.
package struct Version: Codable, Hashable, Sendable, Comparable, CustomStringConvertible {
    package let major: Int
    package let minor: Int
    package let micro: Int

    package init(_ major: Int, _ minor: Int, _ micro: Int) {
        self.major = major
        self.minor = minor
        self.micro = micro
    }

    /// As libvirt's calls give it: major × 1,000,000 + minor × 1000 + micro.
    package init(number: Int) {
        self.init(number / 1_000_000, number / 1000 % 1000, number % 1000)
    }

    /// Reads `9.0.0`; nil where the text is no version.
    package init?(_ text: some StringProtocol) {
        let parts = text.split(separator: ".").map { Int($0) }
        guard parts.count == 3, let major = parts[0], let minor = parts[1], let micro = parts[2] else { return nil }
        self.init(major, minor, micro)
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.major, left.minor, left.micro) < (right.major, right.minor, right.micro)
    }

    package var description: String { "\(major).\(minor).\(micro)" }
}
