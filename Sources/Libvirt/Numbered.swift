/// One of libvirt's small numberings. A number that a newer daemon added reads as `unknown`, never as a failure.
package protocol Numbered: RawRepresentable<Int32>, Sendable {
    static var unknown: Self { get }
}

extension Numbered {
    init(number: Int32) {
        self = Self(rawValue: number) ?? .unknown
    }
}
