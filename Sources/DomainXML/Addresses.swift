import Model

/// Where a device sits, if that is decided.
func address(_ address: ResolvedGuest.Address?) -> [Element] {
    guard let address else { return [] }
    var attributes = address.attributes
    attributes["type"] = address.type
    return [Element("address", sorted: attributes)]
}
