import Libvirt
import Testing

@Suite("A version")
struct VersionTests {
    @Test("is ordered by its parts, not as text")
    func order() {
        #expect(Version(8, 10) > Version(8, 9, 5))
        #expect(Version(9, 0) < Version(9, 0, 1))
        #expect(Version(7, 2, 0).description == "7.2.0")
    }
}
