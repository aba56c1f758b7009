/// A password for a new server's administrator, where the request has none.
enum GeneratedPassword {
    /// Without those that are easily taken for another.
    private static let characters = Array("23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz")

    static func next(length: Int = 16) -> String {
        String(SecretBytes.next(length * 2).prefix(length).map { characters[Int($0) % characters.count] })
    }
}
