/// The leaves of a definition by their paths, and what differs from another.
struct ElementTree {
    struct Leaf: Hashable {
        /// `domain/devices/disk[1]/target/@dev`.
        let path: String
        let value: String
    }

    private let root: Element

    init(_ root: Element) { self.root = root }

    /// Attributes, texts, and elements that have neither, in the order of the definition.
    var leaves: [Leaf] { Self.leaves(root, at: root.name) }

    /// Paths of this tree that the other has not, or has with another value. Among elements of one name those that are
    /// alike are paired first, so that one device more does not change all others.
    func changes(against other: Element) -> Set<String> {
        var changes: Set<String> = []
        Self.compare(root, other, at: root.name, &changes)
        return changes
    }

    private static func leaves(_ element: Element, at path: String) -> [Leaf] {
        var leaves = element.attributes.map { Leaf(path: "\(path)/@\($0.name)", value: $0.value) }
        if let text = element.text { leaves.append(Leaf(path: path, value: text)) }
        if leaves.isEmpty, element.children.isEmpty { leaves.append(Leaf(path: path, value: "")) }
        return leaves + places(of: element.children, at: path).flatMap { self.leaves($0.element, at: $0.path) }
    }

    private static func places(of children: [Element], at path: String) -> [(element: Element, path: String)] {
        let counts = children.reduce(into: [String: Int]()) { $0[$1.name, default: 0] += 1 }
        var seen: [String: Int] = [:]
        return children.map { child in
            let index = seen[child.name, default: 0]
            seen[child.name] = index + 1
            return (child, "\(path)/\(child.name)" + (counts[child.name] == 1 ? "" : "[\(index)]"))
        }
    }

    private static func compare(_ element: Element, _ other: Element, at path: String, _ changes: inout Set<String>) {
        for attribute in element.attributes where !other.attributes.contains(attribute) {
            changes.insert("\(path)/@\(attribute.name)")
        }
        if element.text != nil, element.text != other.text { changes.insert(path) }
        var others = other.children
        var open: [(element: Element, path: String)] = []
        for place in places(of: element.children, at: path) {
            if let twin = others.firstIndex(of: place.element) {
                others.remove(at: twin)
            } else {
                open.append(place)
            }
        }
        for place in open {
            if let index = others.firstIndex(where: { $0.name == place.element.name }) {
                compare(place.element, others.remove(at: index), at: place.path, &changes)
            } else {
                changes.formUnion(leaves(place.element, at: place.path).map(\.path))
            }
        }
    }
}
