import Foundation
import FoundationXML
import JSON

/// libvirt's document of a guest that runs.
struct LiveDomain {
    private let document: XMLDocument

    init(_ server: String) throws {
        let xml = Tool.run("virsh", "-c", Guests.uri, "dumpxml", server).output
        document = try XMLDocument(xmlString: xml)
    }

    /// Those of the XPath expressions that find nothing.
    func missing(_ paths: [String]) -> [String] {
        paths.filter { (try? document.nodes(forXPath: $0))?.isEmpty ?? true }
    }

    /// Those of the explained elements that the guest has not. libvirt orders devices anew, so that an element may be of
    /// any device of its kind.
    func missing(explained elements: [JSONValue]) -> [String] {
        var seen: [String: Set<String>] = [:]
        document.rootElement().map { Self.note($0, at: "", in: &seen) }
        return elements.compactMap { element -> String? in
            guard let path = element["path"]?.stringValue, let value = element["value"]?.stringValue else {
                return "\(element)"
            }
            let anywhere = path.replacing(/\[\d+\]/, with: "")
            // Foundation tells of namespaces by other means.
            if path.contains("/@xmlns") { return nil }
            let isThere = seen[anywhere].map { value.isEmpty || $0.contains(value) }
            return isThere == true ? nil : "\(anywhere)=\(value)"
        }
    }

    /// The texts of the element, of its attributes, and of all below, by their paths. Foundation's XPath knows no
    /// namespaces, of which the metadata have some.
    private static func note(_ element: XMLElement, at parent: String, in seen: inout [String: Set<String>]) {
        let path = parent + (parent.isEmpty ? "" : "/") + (element.name ?? "")
        seen[path, default: []].insert(element.stringValue ?? "")
        for attribute in element.attributes ?? [] {
            seen["\(path)/@\(attribute.name ?? "")", default: []].insert(attribute.stringValue ?? "")
        }
        for child in element.children ?? [] {
            if let child = child as? XMLElement { note(child, at: path, in: &seen) }
        }
    }
}
