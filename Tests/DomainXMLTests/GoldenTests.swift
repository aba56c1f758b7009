import DesignInput
import DomainXML
import Foundation
import GuestDesign
import Testing

@Suite("The guest that Nova would make")
struct GoldenTests {
    @Test("The cases are there")
    func cases() {
        #expect(GoldenCase.all.filter { $0.name.hasPrefix("plain-") }.count == 14)
    }

    @Test("The same request gives Nova's domain, or Nova's refusal", arguments: GoldenCase.all)
    func alike(_ golden: GoldenCase) throws {
        let permitted = try PermittedDifferences()
        let lines = try differences(golden).filter { !permitted.permits($0, in: golden.name) }
        #expect(lines == [])
    }

    @Test("The same request gives the same bytes")
    func deterministic() throws {
        for golden in GoldenCase.all where golden.name.hasPrefix("mixture") {
            let once = try design(input: golden.input, hostDirectory: GoldenCase.host)
            let again = try design(input: golden.input, hostDirectory: GoldenCase.host)
            #expect(once == again)
        }
    }

    private func differences(_ golden: GoldenCase) throws -> [String] {
        let ours: String
        do {
            ours = xml(try design(try golden.request()))
        } catch {
            return golden.isRefused ? [] : ["\(error)"]
        }
        if golden.isRefused { return ["not refused"] }
        return try DomainComparison(try #require(golden.text("nova.xml")), ours).lines
    }
}
