package import Model

extension Flavor {
    /// The traits that it requires of a host, in any of its groups.
    ///
    /// Source: Nova's user guide, "Flavors", section on `trait:` extra specs.
    package var requiredTraits: Set<String> {
        var traits: Set<String> = []
        for (key, value) in extraSpecs where value == "required" {
            guard let colon = key.firstIndex(of: ":"), key.hasPrefix("trait") else { continue }
            traits.insert(String(key[key.index(after: colon)...]))
        }
        return traits
    }
}
