/// What a client may say about a project; nil leaves it as it is.
package struct ProjectChange: Sendable {
    package var name: String?
    package var description: String?
    package var isEnabled: Bool?
    package var tags: [String]?

    package init() {}
}
