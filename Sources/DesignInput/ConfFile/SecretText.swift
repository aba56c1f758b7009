/// Text of a configuration file that is better not shown.
enum SecretText {
    /// Words of mount options and addresses that carry a password.
    private static let signs = ["passw", "pwd", "secret=", "secretfile", "token", "credential"]

    /// Whether an option of that name may hold one, and other options' values with it.
    static func mayName(_ name: String) -> Bool {
        ["passw", "secret", "token", "transport_url", "rabbit_", "credential", "alias", "connection"]
            .contains(where: name.lowercased().contains)
    }

    static func mayHold(_ text: String) -> Bool {
        let text = text.lowercased()
        if signs.contains(where: text.contains) { return true }
        // scheme://user:password@host
        guard let at = text.firstIndex(of: "@"), let slashes = text.range(of: "://") else { return false }
        return slashes < at
    }
}

extension String {
    /// Where the part begins.
    fileprivate func range(of part: String) -> Index? {
        indices.first { self[$0...].hasPrefix(part) }
    }
}
