package import Demands

extension Guest {
    package struct CPU: Hashable, Sendable {
        package struct Feature: Hashable, Sendable {
            package var name: String
            package var isRequired: Bool
        }

        /// Nil leaves it to QEMU.
        package var mode: HostSettings.CPUMode?
        package var model: String?
        package var features: [Feature]
        package var topology: CPUTopology
        package var physicalAddressing: PhysicalAddressing?
        /// None where the guest shall see no cells.
        package var cells: [NUMACell] = []
    }
}
