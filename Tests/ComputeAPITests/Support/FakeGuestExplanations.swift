import HostLink
import Model

/// Explains machines by their flavors' names; those of the flavor `impossible` are refused.
struct FakeGuestExplanations: GuestExplanations {
    func explanation(of machine: Machine, on host: ID<Host>) async throws -> GuestExplanation {
        guard machine.flavor.name != "impossible" else { throw GuestRefusal("The host cannot.") }
        return GuestExplanation(
            definition: "<domain/>",
            elements: [
                GuestExplanation.Element(
                    path: "domain/memory", value: machine.flavor.name, source: "flavor", rule: "its memory"),
                GuestExplanation.Element(
                    path: "domain/devices/interface/source/@bridge", value: machine.ports.first?.binding?.bridge ?? "",
                    source: "port", rule: ""),
            ], idleInputs: ["image hw_qemu_guest_agent=no"])
    }
}
