/// What one machine type of one architecture offers.
package struct DomainCapabilities: Codable, Hashable, Sendable {
    package var architecture: String
    /// The versioned machine.
    package var machine: String
    package var domainType: String
    package var supportsUEFI: Bool
    package var supportsSecureBoot: Bool
    package var cpuModels: [String]
    package var videoModels: [String]
    package var tpmModels: [String]
    /// Nil where the processor cannot encrypt a guest's memory.
    package var sev: SEV?

    /// How the processor marks encrypted pages.
    package struct SEV: Codable, Hashable, Sendable {
        package var cbitpos: Int
        package var reducedPhysBits: Int

        package init(cbitpos: Int, reducedPhysBits: Int) {
            self.cbitpos = cbitpos
            self.reducedPhysBits = reducedPhysBits
        }
    }

    package init(
        architecture: String, machine: String, domainType: String, supportsUEFI: Bool = false,
        supportsSecureBoot: Bool = false, cpuModels: [String] = [], videoModels: [String] = [],
        tpmModels: [String] = []
    ) {
        self.architecture = architecture
        self.machine = machine
        self.domainType = domainType
        self.supportsUEFI = supportsUEFI
        self.supportsSecureBoot = supportsSecureBoot
        self.cpuModels = cpuModels
        self.videoModels = videoModels
        self.tpmModels = tpmModels
    }
}
