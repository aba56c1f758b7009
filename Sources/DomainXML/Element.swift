/// An XML element with either text or children: all that a domain's definition needs.
struct Element: Hashable, Sendable {
    struct Attribute: Hashable, Sendable {
        let name: String
        let value: String
    }

    let name: String
    let attributes: [Attribute]
    let text: String?
    let children: [Element]

    /// Attributes without a value are left out.
    init(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:], _ children: [Element] = []) {
        self.name = name
        self.attributes = attributes.compactMap { name, value in value.map { Attribute(name: name, value: $0) } }
        text = nil
        self.children = children
    }

    init(_ name: String, _ attributes: KeyValuePairs<String, String?> = [:], text: String) {
        self.name = name
        self.attributes = attributes.compactMap { name, value in value.map { Attribute(name: name, value: $0) } }
        self.text = text
        children = []
    }

    /// Attributes in the order of their names.
    init(_ name: String, sorted attributes: [String: String]) {
        self.name = name
        self.attributes = attributes.sorted { $0.key < $1.key }.map { Attribute(name: $0.key, value: $0.value) }
        text = nil
        children = []
    }

    /// The element with more children behind its own.
    func adding(_ more: [Element]) -> Element {
        Element(name: name, attributes: attributes, text: text, children: children + more)
    }

    private init(name: String, attributes: [Attribute], text: String?, children: [Element]) {
        self.name = name
        self.attributes = attributes
        self.text = text
        self.children = children
    }
}
