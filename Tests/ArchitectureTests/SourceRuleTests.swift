import Foundation
import Testing

@Suite("Rules for every source file")
struct SourceRuleTests {
    /// Time, chance and tasks come through a `Runtime`; else a simulated run would not be the same run again.
    static let nondeterminism = [
        #"\bDate\(\)"#, #"\bDate\.now\b"#, #"\bUUID\(\)"#, #"\bTask\.sleep\b"#, #"\bTask\.detached\b"#,
        #"\bTask(\([^)]*\))? *\{"#, #"(?<!\w)[A-Z]\w*\.random\("#, #"\bSystemRandomNumberGenerator\b"#,
        #"\.randomElement\("#,
        #"\.shuffle(d)?\("#, #"\bContinuousClock\b"#, #"\bSuspendingClock\b"#,
    ]

    /// What ends the process where an error should be said.
    static let traps = [
        #"\btry!"#, #"\bas!"#, #"\bfatalError\b"#, #"\bpreconditionFailure\b"#, #"\bprecondition\("#,
        #"\bunsafelyUnwrapped\b"#,
    ]

    /// Files that may, with the reason.
    static let exceptions: [String: String] = [:]

    @Test("Only the runtime knows time, chance and tasks")
    func determinism() throws {
        for file in try SourceFile.all(under: "Sources") where file.target != "Runtime" {
            guard Self.exceptions[file.path] == nil else { continue }
            try expectNone(of: Self.nondeterminism, in: file)
        }
    }

    @Test("No source can end the process by a trap of its own")
    func noTraps() throws {
        for file in try SourceFile.all(under: "Sources") { try expectNone(of: Self.traps, in: file) }
    }

    @Test("Versions of libvirt and QEMU stand in the table of gates, and in what pretends to be a host")
    func versionsInTheTable() throws {
        let pretended = "Sources/Hypervisor/Simulated/HostCapabilities+Simulated.swift"
        let literal = [#"(?<!\w)Version\(\d"#]
        for file in try SourceFile.all(under: "Sources") where file.path != pretended {
            try expectNone(of: literal, in: file)
        }
    }

    @Test("Every exception is still needed")
    func exceptionsAreNeeded() throws {
        let paths = Set(try SourceFile.all(under: "Sources").map(\.path))
        #expect(Set(Self.exceptions.keys).subtracting(paths) == [])
    }

    @Test("No file is longer than 400 lines", arguments: ["Sources", "Tests"])
    func length(folder: String) throws {
        for file in try SourceFile.all(under: folder) {
            #expect(file.lines.count <= 401, "\(file.path) has \(file.lines.count - 1) lines")
        }
    }

    @Test("Nothing is public: one package, one binary")
    func nothingPublic() throws {
        for file in try SourceFile.all(under: "Sources") { try expectNone(of: [#"^\s*(public|open) "#], in: file) }
    }

    @Test("No text is left that speaks of unfinished work")
    func noMarkers() throws {
        let marker = try Regex(#"//.*\b(TODO|FIXME|XXX|HACK)\b"#)
        for folder in ["Sources", "Tests"] {
            for file in try SourceFile.all(under: folder) where !file.path.hasSuffix("SourceRuleTests.swift") {
                for (index, line) in file.lines.enumerated() {
                    #expect(line.firstMatch(of: marker) == nil, "\(file.path):\(index + 1)")
                }
            }
        }
    }

    private func expectNone(of patterns: [String], in file: SourceFile) throws {
        for pattern in patterns {
            let regex = try NSRegularExpression(pattern: pattern)
            for (index, line) in file.code.enumerated() {
                let range = NSRange(line.startIndex..., in: line)
                #expect(
                    regex.firstMatch(in: line, range: range) == nil,
                    "\(file.path):\(index + 1): \(line.trimmingCharacters(in: .whitespaces))")
            }
        }
    }
}
