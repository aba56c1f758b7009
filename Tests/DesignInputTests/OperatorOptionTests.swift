import JSON
import Testing

@testable import DesignInput

@Suite("The table of options")
struct OperatorOptionTests {
    @Test("docs/Options.md is what the code prints")
    func page() throws { try golden("../../../docs/Options.md", OptionTable.markdown) }

    @Test("Each option stands once, and says what it does or why not")
    func table() {
        #expect(Set(OperatorOption.all.map(\.path)).count == OperatorOption.all.count)
        for option in OperatorOption.all {
            #expect(!option.note.isEmpty, "\(option.path)")
            if case .guest = option.effect, option.path != "console.listen" {
                #expect(DesignOption.all[option.designName] != nil, "\(option.path)")
            }
        }
        #expect(OptionTable.text.split(separator: "\n").count == OperatorOption.all.count + 1)
    }

    @Test(
        "The default of an option is a value of it that nothing is against", arguments: OperatorOption.all.map(\.path))
    func defaults(_ path: String) throws {
        let option = try #require(OperatorOption.byPath[path])
        guard option.standard != "unset", path != "DEFAULT.host" else { return }
        if option.standard.isEmpty, option.type != .list, option.type != .several { return }
        try option.check(try option.value(of: option.standard))
    }

    @Test("What is refused says what to do", arguments: OperatorOption.all.filter { $0.status == .refused }.map(\.path))
    func refusals(_ path: String) throws {
        let option = try #require(OperatorOption.byPath[path])
        let other: JSONValue =
            switch option.type {
            case .flag: .bool(option.offered == [false])
            case .integer: 1
            case .ratio: 16
            case .choice(let words): .string(words.first { !option.offers(.string($0)) } ?? "")
            case .list, .several: ["x"]
            case .text, .oneOf: "x"
            }
        let error = #expect(throws: DesignInputError.self) { try option.check(other) }
        #expect(error?.reason.contains(path) == true)
        #expect(error?.reason.contains("leave it out") == true)
    }

    @Test("A name that is not known is answered with one that is near, a section with the known ones")
    func unknown() {
        #expect(OperatorOption.unknown("libvirt", "cpu_modus").reason.contains("'cpu_mode'"))
        #expect(OperatorOption.unknown("libvrt", "cpu_mode").reason.contains("libvirt"))
    }
}
