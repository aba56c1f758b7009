import Model
import Testing

@testable import Workflow

@Suite("Wishes that nobody carries out")
struct UnservedWishTests {
    private func wish(_ specs: [String: String] = [:], _ properties: [String: String] = [:]) -> String? {
        let flavor = Flavor(id: ID("1"), name: "m1", vcpus: 1, memoryMiB: 64, rootGiB: 1, extraSpecs: specs)
        let image = Image(
            id: ID("i"), name: "i", owner: nil, status: .active, size: 1, diskFormat: "raw", containerFormat: "bare",
            properties: properties)
        return UnservedWish.first(flavor: flavor, image: image)?.message
    }

    @Test(
        "of an image are named with their value",
        arguments: [("img_hv_requested_version", ">=9.0"), ("trait:CUSTOM_GOLD", "required")])
    func ofImages(_ property: String, _ value: String) throws {
        #expect(try #require(wish([:], [property: value])).contains("image's \(property)=\(value)"))
    }

    @Test("are none where a trait is forbidden, which no host has, and where the rules for processors read it")
    func served() {
        #expect(wish([:], ["trait:CUSTOM_GOLD": "forbidden", "os_distro": "fedora"]) == nil)
        #expect(wish(["trait:HW_CPU_HYPERTHREADING": "required", "resources2:PCPU": "2"]) == nil)
    }

    @Test("are told one at a time, the flavor's first")
    func order() throws {
        let both = try #require(wish(["resources:VGPU": "1", "capabilities:VCPU": "1"], ["trait:A": "required"]))
        #expect(both.contains("capabilities:VCPU=1") && !both.contains("VGPU") && !both.contains("trait"))
    }
}
