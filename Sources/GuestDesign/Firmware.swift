/// A UEFI firmware of the host.
///
/// Source: QEMU's `docs/interop/firmware.json`.
package struct Firmware: Codable, Hashable, Sendable {
    package struct Target: Codable, Hashable, Sendable {
        package var architecture: String
        /// Patterns of versioned machines: `pc-q35-*`.
        package var machines: [String]

        package init(architecture: String, machines: [String]) {
            self.architecture = architecture
            self.machines = machines
        }
    }

    package var loader: String
    package var nvramTemplate: String
    package var targets: [Target]
    package var features: Set<String>

    package init(loader: String, nvramTemplate: String, targets: [Target], features: Set<String>) {
        self.loader = loader
        self.nvramTemplate = nvramTemplate
        self.targets = targets
        self.features = features
    }

    package var hasSecureBoot: Bool { features.contains("secure-boot") }
    package var requiresSMM: Bool { features.contains("requires-smm") }

    /// Whether it starts that versioned machine.
    func fits(architecture: String, machine: String) -> Bool {
        targets.contains { target in
            target.architecture == architecture
                && target.machines.contains { Self.matches(machine, pattern: $0) }
        }
    }

    /// `*` stands for any text; the descriptors use it at the end.
    static func matches(_ machine: String, pattern: String) -> Bool {
        guard let star = pattern.firstIndex(of: "*") else { return machine == pattern }
        let head = pattern[..<star]
        let tail = pattern[pattern.index(after: star)...]
        return machine.count >= head.count + tail.count && machine.hasPrefix(head) && machine.hasSuffix(tail)
    }
}
