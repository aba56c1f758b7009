/// A version as libvirt counts them, of itself and of the hypervisor.
package struct Version: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let major: Int
    package let minor: Int
    package let release: Int

    package init(_ major: Int, _ minor: Int, _ release: Int = 0) {
        self.major = major
        self.minor = minor
        self.release = release
    }

    /// From libvirt's one number: 1,000,000 × major + 1,000 × minor + release.
    init(packed: UInt) {
        self.init(Int(packed / 1_000_000), Int(packed / 1_000 % 1_000), Int(packed % 1_000))
    }

    package static func < (left: Version, right: Version) -> Bool {
        (left.major, left.minor, left.release) < (right.major, right.minor, right.release)
    }

    package var description: String {
        "\(major).\(minor).\(release)"
    }
}
