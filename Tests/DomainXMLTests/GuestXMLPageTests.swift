import DomainXML
import Foundation
import GuestDesign
import Testing

/// `docs/GuestXML.md`, which says for each element where its rule stands.
@Suite("The page that leads from an element to its rule")
struct GuestXMLPageTests {
    private static let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    private struct Row {
        let element: String
        /// Names of functions with the files that they are in.
        let places: [(name: String, file: String)]
    }

    private static func rows() throws -> [Row] {
        let page = try String(contentsOf: project.appending(path: "docs/GuestXML.md"), encoding: .utf8)
        return page.split(separator: "\n").compactMap { line in
            guard let element = line.firstMatch(of: #/^\| `(domain/[^`]+)`/#)?.output.1 else { return nil }
            let places = line.matches(of: #/`(\w+)` in `(Sources/[^`]+)`/#).map {
                (name: String($0.output.1), file: String($0.output.2))
            }
            return Row(element: String(element), places: places)
        }
    }

    @Test("has every element of every domain that Nova's comparison knows")
    func complete() throws {
        let elements = try Self.rows().map(\.element)
        var missing: Set<String> = []
        var explained = 0
        for golden in GoldenCase.all where !golden.isRefused {
            guard let request = try? golden.request(), let explanation = try? Explanation(request, inputs: [])
            else { continue }
            explained += 1
            for line in explanation.lines {
                let path = line.path.replacing(#/\[\d+\]/#, with: "")
                if !elements.contains(where: { path == $0 || path.hasPrefix($0 + "/") }) { missing.insert(path) }
            }
        }
        #expect(missing.isEmpty)
        #expect(explained > 100)
    }

    @Test("names functions that are where it says")
    func places() throws {
        for row in try Self.rows() {
            #expect(row.places.count >= 2, "\(row.element)")
            for place in row.places {
                let text = try String(contentsOf: Self.project.appending(path: place.file), encoding: .utf8)
                let isThere = try text.contains(Regex("(func|var|let) \(place.name)\\b"))
                #expect(isThere, "\(row.element): \(place.name) is not in \(place.file)")
            }
        }
    }
}
