import Model
import Store

/// A record to test with.
struct Note: Record {
    static let prefix = "notes/"

    var text: String
    var project: ID<Project>?
    var tags: [String] = []

    var owner: ID<Project>? { project }
}

/// The same record as a later program would write it.
struct LaterNote: Record {
    static let prefix = "notes/"
    static let schema = 2

    var text: String
    var project: ID<Project>?
    var tags: [String] = []
    var colour = "red"
}
