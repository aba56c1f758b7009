internal import Crypto
internal import Model

/// Secrets from the system's cryptographic random source.
enum RandomSecret {
    /// Random bytes; a multiple of eight.
    static func bytes(_ count: Int) -> [UInt8] {
        SymmetricKey(size: SymmetricKeySize(bitCount: count * 8)).withUnsafeBytes { Array($0) }
    }

    /// 256 random bits as 43 characters that stand in headers and shells without quoting (RFC 4648, section 5).
    /// The first is no hyphen, which a command line would take for an option.
    static func text() -> Secret {
        while true {
            let text = base64URL(bytes(32))
            if !text.hasPrefix("-") { return Secret(text) }
        }
    }

    static func base64URL(_ bytes: [UInt8]) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
        var text: [UInt8] = []
        text.reserveCapacity((bytes.count * 4 + 2) / 3)
        var bits = 0
        var held = 0
        for byte in bytes {
            bits = bits << 8 | Int(byte)
            held += 8
            while held >= 6 {
                held -= 6
                text.append(alphabet[bits >> held & 63])
            }
            bits &= (1 << held) - 1
        }
        if held > 0 { text.append(alphabet[bits << (6 - held) & 63]) }
        return String(decoding: text, as: UTF8.self)
    }
}
