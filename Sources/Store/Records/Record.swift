package import Model

/// A kind of thing that the store keeps: what its keys begin with, and which version of its form this is.
package protocol Record: Codable, Sendable, Equatable {
    /// What the keys of all records of this kind begin with, `servers/` for example.
    static var prefix: String { get }

    /// The version of the encoded form. A change that an older reader would misunderstand counts it up.
    static var schema: Int { get }

    /// The project that the record belongs to; nil for what belongs to nobody in particular.
    var owner: ID<Project>? { get }

    /// Whether a key under the prefix (given without it) is of this kind; where several kinds share a prefix.
    static func includes(_ id: String) -> Bool
}

extension Record {
    package static var schema: Int { 1 }

    package static func includes(_ id: String) -> Bool { true }

    package var owner: ID<Project>? { nil }

    /// The key without the prefix of the kind.
    static func id(ofKey key: String) -> String { String(Substring(key.utf8.dropFirst(prefix.utf8.count))) }
}
