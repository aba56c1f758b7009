internal import Store

/// Who has a name that only one of its kind may have: `identity/names/<kind>/<name>`.
///
/// It is put in the transaction that makes the one who has it, so that two makers cannot both have it.
struct NameRecord: Record, Hashable {
    enum Kind: String { case project, user, role }

    static let prefix = "identity/names/"

    let id: String

    static func key(_ kind: Kind, _ name: String) -> String { "\(kind.rawValue)/\(name.keyPart)" }
}
