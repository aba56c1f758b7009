/// Keys as texts that hold no zero byte, at which the database's binding would end them. The order of keys is that of
/// their texts, and what begins with a key has a text that begins with the key's.
extension String {
    /// Zero becomes 1 1, and 1 becomes 1 2.
    var keyText: String {
        guard utf8.contains(where: { $0 < 2 }) else { return self }
        let bytes = utf8.flatMap { $0 < 2 ? [1, $0 + 1] : [$0] }
        return String(decoding: bytes, as: UTF8.self)
    }

    init(keyText text: String) {
        guard text.utf8.contains(1) else {
            self = text
            return
        }
        var bytes: [UInt8] = []
        var isEscaped = false
        for byte in text.utf8 {
            if isEscaped {
                bytes.append(byte &- 1)
                isEscaped = false
            } else if byte == 1 {
                isEscaped = true
            } else {
                bytes.append(byte)
            }
        }
        self = String(decoding: bytes, as: UTF8.self)
    }
}
