import Foundation
import FoundationXML

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
}
