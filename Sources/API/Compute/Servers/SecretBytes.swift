internal import Crypto

/// Bytes from the system's generator for secrets.
enum SecretBytes {
    static func next(_ count: Int) -> [UInt8] {
        SymmetricKey(size: SymmetricKeySize(bitCount: count * 8)).withUnsafeBytes(Array.init)
    }
}
