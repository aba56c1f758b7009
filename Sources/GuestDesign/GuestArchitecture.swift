/// An architecture that a host can run guests of, with the machines of its QEMU.
package struct GuestArchitecture: Codable, Hashable, Sendable {
    package struct Machine: Codable, Hashable, Sendable {
        package var name: String
        /// The versioned machine that an alias stands for.
        package var canonical: String?

        package init(name: String, canonical: String? = nil) {
            self.name = name
            self.canonical = canonical
        }
    }

    package var name: String
    package var emulator: String
    package var machines: [Machine]
    /// `qemu`, `kvm`.
    package var domainTypes: [String]

    package init(name: String, emulator: String, machines: [Machine], domainTypes: [String]) {
        self.name = name
        self.emulator = emulator
        self.machines = machines
        self.domainTypes = domainTypes
    }
}
