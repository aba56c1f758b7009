/// Where a device sits on the host's PCI buses: `0000:0a:00.1`.
package struct PCIAddress: Codable, Hashable, Sendable, CustomStringConvertible {
    /// Hexadecimal digits, as they are written.
    package let domain: String
    package let bus: String
    package let slot: String
    package let function: String

    /// Nil where the text is no full address.
    package init?(_ text: String) {
        let parts = text.lowercased().split(whereSeparator: { $0 == ":" || $0 == "." }).map(String.init)
        guard parts.count == 4, parts.map(\.count) == [4, 2, 2, 1] else { return nil }
        guard parts.allSatisfy({ $0.allSatisfy(\.isHexDigit) }) else { return nil }
        domain = parts[0]
        bus = parts[1]
        slot = parts[2]
        function = parts[3]
    }

    package var description: String { "\(domain):\(bus):\(slot).\(function)" }
}
