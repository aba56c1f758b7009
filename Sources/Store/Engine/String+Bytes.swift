internal import Glibc

/// Keys are bytes: two keys are the same if their UTF-8 is, and their order is that of their bytes. Swift's own
/// comparison of strings takes different spellings of a character for the same one.
extension String {
    func isBefore(_ other: String) -> Bool { order(to: other) < 0 }

    func hasSameBytes(as other: String) -> Bool { order(to: other) == 0 }

    func hasBytePrefix(_ prefix: String) -> Bool {
        withBytes { bytes in
            prefix.withBytes { prefix in
                guard prefix.count <= bytes.count else { return false }
                return order(prefix, UnsafeBufferPointer(rebasing: bytes[..<prefix.count])) == 0
            }
        }
    }

    /// The least string that is greater than all that begin with this one; nil where there is none.
    var pastPrefix: String? {
        var scalars = Array(unicodeScalars)
        while let last = scalars.popLast() {
            let next = last.value == 0xD7FF ? 0xE000 : last.value + 1
            if let scalar = Unicode.Scalar(next) {
                scalars.append(scalar)
                return String(String.UnicodeScalarView(scalars))
            }
        }
        return nil
    }

    func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        if let result = utf8.withContiguousStorageIfAvailable(body) { return result }
        return Array(utf8).withUnsafeBufferPointer(body)
    }

    private func order(to other: String) -> Int {
        withBytes { left in other.withBytes { right in order(left, right) } }
    }

    private func order(_ left: UnsafeBufferPointer<UInt8>, _ right: UnsafeBufferPointer<UInt8>) -> Int {
        let common = min(left.count, right.count)
        var order: Int32 = 0
        if let left = left.baseAddress, let right = right.baseAddress { order = memcmp(left, right, common) }
        return order == 0 ? left.count - right.count : Int(order)
    }
}
