import Foundation
import FoundationXML

/// What differs between two domain definitions, one path a line.
///
/// Order counts among siblings of one name, not between siblings of different names; white space and the order of
/// attributes never count. The package's version and the time of creation are left out.
struct DomainComparison {
    private(set) var lines: [String] = []

    init(_ left: String, _ right: String) throws {
        let trees = try [left, right].map { try XMLDocument(data: Data($0.utf8), options: []).rootElement() }
        guard let first = trees[0], let second = trees[1] else { return }
        compare(first, second, at: "domain")
    }

    private mutating func compare(_ left: XMLElement, _ right: XMLElement, at path: String) {
        if ["creationTime", "package"].contains(Self.name(left)) { return }
        if Self.name(left) == "entry", left.attribute(forName: "name")?.stringValue == "version" { return }
        let (ours, theirs) = (Self.attributes(left), Self.attributes(right))
        for key in Set(ours.keys).union(theirs.keys).sorted() where ours[key] != theirs[key] {
            lines.append("\(path)/@\(key): \(ours[key] ?? "None") | \(theirs[key] ?? "None")")
        }
        if Self.text(left) != Self.text(right) {
            lines.append("\(path): '\(Self.text(left))' | '\(Self.text(right))'")
        }
        compareChildren(Self.children(left), Self.children(right), at: path)
    }

    private mutating func compareChildren(_ left: [XMLElement], _ right: [XMLElement], at path: String) {
        let names = (left + right).map(Self.name).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        for name in names {
            let ours = left.filter { Self.name($0) == name }
            let theirs = right.filter { Self.name($0) == name }
            let count = max(ours.count, theirs.count)
            for index in 0..<count {
                let place = "\(path)/\(name)" + (count > 1 ? "[\(index)]" : "")
                if index >= ours.count {
                    lines.append("\(place): missing | \(Self.shown(theirs[index]))")
                } else if index >= theirs.count {
                    lines.append("\(place): \(Self.shown(ours[index])) | missing")
                } else {
                    compare(ours[index], theirs[index], at: place)
                }
            }
        }
    }

    private static func name(_ element: XMLElement) -> String { element.localName ?? element.name ?? "" }

    private static func children(_ element: XMLElement) -> [XMLElement] {
        (element.children ?? []).compactMap { $0 as? XMLElement }
    }

    private static func attributes(_ element: XMLElement) -> [String: String] {
        (element.attributes ?? []).reduce(into: [:]) { $0[$1.name ?? ""] = $1.stringValue ?? "" }
    }

    /// The text before the first child.
    private static func text(_ element: XMLElement) -> String {
        let first = element.children?.first
        guard let first, first.kind == .text else { return "" }
        return (first.stringValue ?? "").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func shown(_ element: XMLElement) -> String {
        // Empty elements in the form that the permitted differences are written in.
        element.xmlString.replacingOccurrences(of: "></\(name(element))>", with: " />")
            .replacingOccurrences(of: "\"/>", with: "\" />")
    }
}
