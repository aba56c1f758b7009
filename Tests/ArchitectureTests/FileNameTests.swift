import Foundation
import Testing

@Suite("File names")
struct FileNameTests {
    @Test("A file is named for its first type, or for the type that it extends")
    func fileNames() throws {
        for file in try SourceFile.all(under: "Sources") {
            let name = file.name.split(separator: "+").first.map(String.init) ?? file.name
            let names = try Names(file)
            guard let first = names.declared.first else { continue }
            let isNamed = first == name || file.name.contains("+") && names.extended.contains(name)
            #expect(isNamed, "\(file.path) declares \(first) first")
        }
    }

    @Test("Names that say nothing are not given")
    func emptyNames() throws {
        for file in try SourceFile.all(under: "Sources") {
            for word in ["Manager", "Helper", "Util", "Misc", "Common"] {
                #expect(!file.name.contains(word), "\(file.path)")
            }
        }
    }

    /// The types that a file speaks of.
    private struct Names {
        /// At the file's own level, private ones left out.
        var declared: [String] = []
        var extended: [String] = []

        init(_ file: SourceFile) throws {
            let kind = #"(struct|final class|class|enum|indirect enum|actor|distributed actor|protocol|typealias)"#
            let type = try Regex(#"^(package |internal )?"# + kind + #" (\w+)"#)
            let extended = try Regex(#"^(package |private |fileprivate )?extension ([\w.]+)"#)
            for line in file.code {
                if let match = line.firstMatch(of: type), let name = match[3].substring {
                    declared.append(String(name))
                } else if let match = line.firstMatch(of: extended), let name = match[2].substring {
                    self.extended += name.split(separator: ".").map(String.init)
                }
            }
        }
    }
}
