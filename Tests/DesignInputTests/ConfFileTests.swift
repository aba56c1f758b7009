import Testing

@testable import DesignInput

@Suite("Reading a configuration file")
struct ConfFileTests {
    private func read(_ text: String) -> [String] {
        ConfFile(Array(text.utf8)).entries.map { "\($0.line) \($0.section).\($0.name)=\($0.value)" }
    }

    @Test(
        "Every form of a line",
        arguments: [
            ("a = 1", ["1 DEFAULT.a=1"]), ("a=1\nb : 2", ["1 DEFAULT.a=1", "2 DEFAULT.b=2"]),
            ("[x]\na = b = c", ["2 x.a=b = c"]), ("a = b:c", ["1 DEFAULT.a=b:c"]),
            ("a: b=c", ["1 DEFAULT.a=b=c"]), ("[Libvirt]\na=1", ["2 libvirt.a=1"]),
            ("[DEFAULT]\na=1", ["2 DEFAULT.a=1"]), ("# a = 1\n; b = 2\nc = 3", ["3 DEFAULT.c=3"]),
            ("a = 1 # no comment", ["1 DEFAULT.a=1 # no comment"]), ("a =", ["1 DEFAULT.a="]),
            ("a = 'x, y'", ["1 DEFAULT.a=x, y"]), ("a = \"x\"", ["1 DEFAULT.a=x"]), ("a = \"x'", ["1 DEFAULT.a=\"x'"]),
            ("a = \"", ["1 DEFAULT.a=\""]), ("a = 1\n  2\n\t3\nb = 4", ["1 DEFAULT.a=1\n2\n3", "4 DEFAULT.b=4"]),
            ("a = 1\n  # goes on", ["1 DEFAULT.a=1\n# goes on"]),
            ("a = 1\r\nb = 2\r\n", ["1 DEFAULT.a=1", "2 DEFAULT.b=2"]),
            ("a = 1\rb = 2", ["1 DEFAULT.a=1", "2 DEFAULT.b=2"]),
            ("a = 50%\nb = %(c)s", ["1 DEFAULT.a=50%", "2 DEFAULT.b=%(c)s"]),
            ("a = 1\na = 2", ["1 DEFAULT.a=1", "2 DEFAULT.a=2"]), ("", []), ("\n\n  \n", []), ("[x]", []),
        ])
    func forms(_ text: String, _ entries: [String]) {
        #expect(read(text) == entries)
        #expect(ConfFile(Array(text.utf8)).faults.isEmpty)
    }

    @Test(
        "What Nova would not start with is a fault of its line, and the rest is read",
        arguments: [
            ("a\nb = 1", 1), ("a = 1\n[x\nb = 1", 2), ("[]\nb = 1", 1), ("= 1\nb = 1", 1), ("  a\nb = 1", 1),
            ("a = 1\n\n  2\nb = 1", 3), ("a = 1\n# c\n  2\nb = 1", 3),
        ])
    func faults(_ text: String, _ line: Int) {
        let file = ConfFile(Array(text.utf8))
        #expect(file.faults.map(\.line) == [line])
        #expect(file.entries.last?.name == "b")
    }

    @Test("Bytes that are no UTF-8 are a fault outside of comments")
    func encoding() {
        let file = ConfFile(Array("# ".utf8) + [0xFF, 0x0A] + Array("a = ".utf8) + [0xC3, 0x0A] + Array("b = 1".utf8))
        #expect(file.faults.map(\.line) == [2])
        #expect(file.entries.map(\.name) == ["b"])
    }

    @Test("Any bytes can be read and imported", arguments: 0..<300)
    func hostile(_ seed: Int) throws {
        var numbers = SplitMix(UInt64(seed))
        let words = [
            "[libvirt]", "[", "]", "=", ":", "\n", "\r", " ", "\t", "cpu_mode", "custom", "cpu_models", "\"", "'", "$",
            "${", "}", "$a", "a = $a$a$a$a$a$a\n", "#", ";", "\u{0}", "é", "\u{301}",
            "node:0,size:9999999999999999999999,count:1",
            "reserved_huge_pages", "99999999999999999999", "-", "%", ",", "\n  ", "rx_queue_size = 256\n",
        ]
        var bytes: [UInt8] = []
        for _ in 0..<Int(numbers.next() % 200) {
            if numbers.next() % 8 == 0 {
                bytes.append(UInt8(truncatingIfNeeded: numbers.next()))
            } else {
                bytes += words[Int(numbers.next() % UInt64(words.count))].utf8
            }
        }
        let file = ConfFile(bytes)
        let read = try? NovaImport([file])
        #expect((read?.omissions.count ?? 0) <= file.entries.count)
    }
}

/// Numbers from a seed.
private struct SplitMix {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }
}
