/// Text out of an image, made fit for a message: printable ASCII, and not long.
enum PrintableText {
    static func make(_ bytes: some Sequence<UInt8>) -> String {
        let printable = bytes.prefix(64).map { (0x20...0x7E).contains($0) ? $0 : UInt8(ascii: "?") }
        return String(decoding: printable, as: UTF8.self)
    }
}
