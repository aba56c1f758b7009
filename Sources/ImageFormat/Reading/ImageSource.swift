/// The bytes of an image, wherever they lie.
package protocol ImageSource: Sendable {
    /// The length of the image in bytes.
    var size: UInt64 { get }

    /// Reads exactly `count` bytes from `offset`. The inspector only asks for ranges inside `size`.
    ///
    /// - Throws: whatever kept the bytes from being read; an answer of another length counts as such too.
    func read(offset: UInt64, count: Int) throws -> [UInt8]
}
