import Foundation
import FoundationXML

/// Reads libvirt's documents: elements below a place by a path such as `host/cpu/arch`.
struct XMLReader {
    private let element: XMLElement

    /// `kind` names the document in the error.
    init(_ text: String, kind: String) throws(XMLReadError) {
        do {
            guard let root = try XMLDocument(data: Data(text.utf8), options: []).rootElement() else {
                throw XMLReadError(reason: "\(kind): the document is empty")
            }
            element = root
        } catch {
            throw XMLReadError(reason: "\(kind): not XML: \(error)")
        }
    }

    private init(element: XMLElement) { self.element = element }

    var name: String { element.localName ?? element.name ?? "" }

    /// The element's own text, without white space around it.
    var text: String { (element.stringValue ?? "").trimmingCharacters(in: .whitespacesAndNewlines) }

    func attribute(_ name: String) -> String? { element.attribute(forName: name)?.stringValue }

    var attributes: [String: String] {
        (element.attributes ?? []).reduce(into: [:]) { result, node in
            if let name = node.name { result[name] = node.stringValue ?? "" }
        }
    }

    var children: [XMLReader] {
        (element.children ?? []).compactMap { ($0 as? XMLElement).map(XMLReader.init(element:)) }
    }

    /// All elements at the end of a path, in the document's order.
    func all(_ path: String) -> [XMLReader] {
        path.split(separator: "/").reduce([self]) { places, name in
            places.flatMap { $0.element.elements(forName: String(name)).map(XMLReader.init(element:)) }
        }
    }

    func first(_ path: String) -> XMLReader? { all(path).first }

    func text(_ path: String) -> String? { first(path).map(\.text) }
}
