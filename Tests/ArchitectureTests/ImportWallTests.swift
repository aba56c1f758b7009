import Foundation
import Testing

@Suite("Walls between targets")
struct ImportWallTests {
    @Test("Every target has its wall, and every wall its target")
    func tableIsComplete() throws {
        #expect(Set(try Folder("Sources").folders()) == Set(Walls.ofTargets.keys))
    }

    @Test("A file imports only what its target's wall permits")
    func imports() throws {
        for file in try SourceFile.all(under: "Sources") {
            let walls = try #require(Walls.ofTargets[file.target], "\(file.target) is not in the table")
            for (module, line) in file.imports {
                #expect(
                    walls.ours.contains(module) || walls.foreign.contains(module),
                    "\(file.path):\(line) imports \(module), which \(file.target) may not")
            }
        }
    }

    @Test("Few see libvirt's headers, the database and the web server")
    func doors() throws {
        for file in try SourceFile.all(under: "Sources") {
            for (module, line) in file.imports {
                guard let permitted = Walls.doors[module] else { continue }
                #expect(permitted.contains(file.target), "\(file.path):\(line) imports \(module)")
            }
        }
    }

    @Test("Pure targets stand on the standard library and on pure targets", arguments: Walls.pure)
    func pureTargets(name: String) throws {
        let walls = try #require(Walls.ofTargets[name])
        #expect(walls.ours.isSubset(of: Walls.pure))
        #expect(walls.foreign == (name == "DomainXML" ? ["Foundation", "FoundationXML"] : []))
    }

    @Test("In the pure reader of XML only the reading uses Foundation")
    func foundationInDomainXML() throws {
        let files = try SourceFile.all(under: "Sources/DomainXML")
            .filter { $0.imports.contains { $0.module == "FoundationXML" } }
        #expect(files.map(\.name) == ["XMLReader"])
    }

    @Test("Imports go one way")
    func noCircles() {
        var remaining = Walls.ofTargets
        while let free = remaining.first(where: { $0.value.ours.isDisjoint(with: remaining.keys) })?.key {
            remaining[free] = nil
        }
        #expect(remaining.keys.sorted() == [])
    }

    @Test("The package declares no dependency that the table does not permit, and none that is not used")
    func declaredDependencies() throws {
        let text = try String(contentsOf: SourceFile.project.appending(path: "Package.swift"), encoding: .utf8)
        for (target, walls) in Walls.ofTargets {
            let declaration = try Regex(#"arget\(\s*name: ""# + target + #"",\s*dependencies: \[([^\]]*)\]"#)
            guard let match = try declaration.firstMatch(in: text), let list = match[1].substring else { continue }
            let ours = list.split(separator: ",").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
                .filter { $0.hasPrefix("\"") }.map { $0.trimmingCharacters(in: ["\""]) }
            #expect(Set(ours).subtracting(walls.ours) == [], "\(target)")
            let imported = Set(try SourceFile.all(under: "Sources/\(target)").flatMap { $0.imports.map(\.module) })
            #expect(Set(ours).subtracting(imported) == [], "\(target) declares what it does not import")
        }
    }

    @Test("An import is found in whatever form it has")
    func importForms() {
        let file = SourceFile(
            path: "Sources/Model/Some.swift",
            text: """
                // import Comment
                import Plain
                package import Leveled
                @testable import Tested
                internal import struct Foundation.Date
                let text = "import Literal"
                """)
        #expect(file.imports.map(\.module) == ["Plain", "Leveled", "Tested", "Foundation"])
    }
}
