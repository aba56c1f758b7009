/// Where a listener is bound: `HOST:PORT`, with an IPv6 address in brackets.
struct ListenAddress: Sendable, Equatable {
    let host: String
    let port: Int

    init(_ text: String) throws {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]),
            (0...65_535).contains(port), colon != text.startIndex
        else { throw SettingRefusal("listen", text, "HOST:PORT, such as 127.0.0.1:8774") }
        let host = text[..<colon]
        self.host = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : String(host)
        self.port = port
    }

    /// How a client on this machine reaches it.
    var reachable: String {
        let address = host == "0.0.0.0" ? HostFacts.hostname : host == "::" ? HostFacts.hostname : host
        return address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)"
    }
}
