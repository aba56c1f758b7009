package import Model

/// The versions of libvirt and QEMU that a host runs, and what follows from them.
package struct HypervisorVersions: Hashable, Sendable, CustomStringConvertible {
    package let libvirt: Version
    package let qemu: Version

    package init(libvirt: Version, qemu: Version) {
        self.libvirt = libvirt
        self.qemu = qemu
    }

    package var description: String { "libvirt \(libvirt) and QEMU \(qemu)" }

    package func isOpen(_ gate: VersionGate) -> Bool { gate.isOpen(libvirt: libvirt, qemu: qemu) }

    /// The gates that these versions do not open, in the table's order.
    package var closed: [VersionGate] { VersionGate.allCases.filter { !isOpen($0) } }

    // MARK: Whether they will do

    package enum Standing: Hashable, Sendable {
        case good
        /// Good for this release and not for a coming one; the text says so, and what to do.
        case aging(String)
        /// No agent may work with them.
        case tooOld(VersionRefusal)
    }

    package var standing: Standing {
        let closed = closed
        // The last such row asks for most.
        if let gate = closed.last(where: { $0.row.below == .refusesStart }) {
            return .tooOld(VersionRefusal(found: self, need: gate.row.need))
        }
        if let gate = closed.last(where: { $0.row.below == .warns }) {
            return .aging(
                "\(self) are new enough for this release, but \(gate.row.words) of the service will need \(gate.row.need): "
                    + "plan the upgrade of the host's system")
        }
        return .good
    }

    // MARK: What is off

    /// What users of the host go without.
    package var off: [VersionGate] {
        closed.filter { if case .isOff = $0.row.below { true } else { false } }
    }

    /// One line for operators: what is off, and from when on it is there.
    package var featureLine: String {
        let off = off.map { "\($0.rawValue) (from \($0.row.need) on)" }
        return off.isEmpty ? "all are there" : "off here: " + off.joined(separator: ", ")
    }

    /// Each gate with what opens it here, as the API shows it.
    package var features: [HostFeature] {
        VersionGate.allCases.map { HostFeature(name: $0.rawValue, need: isOpen($0) ? nil : $0.row.need) }
    }
}
