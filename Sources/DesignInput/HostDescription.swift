import DomainXML
import Foundation
import GuestDesign

/// A folder that describes a host: `capabilities.xml` (or `host-NAME.xml`), `domcapabilities-*.xml`, `version.txt` as
/// virsh prints them, and QEMU's firmware descriptors in `firmware/`.
struct HostDescription {
    let directory: String

    func capabilities(of host: String) throws -> HostCapabilities {
        let file = host == "real" ? "capabilities.xml" : "host-\(host).xml"
        let versions = try text("version.txt")
        var capabilities = try HostCapabilities(
            capabilitiesXML: try text(file),
            domainCapabilitiesXML: try files("", prefix: "domcapabilities-").map { try text($0) },
            libvirtVersion: try version(after: "Using library: libvirt ", in: versions),
            qemuVersion: try version(after: "Running hypervisor: QEMU ", in: versions))
        capabilities.firmware = try files("firmware", prefix: "").compactMap { name in
            try Firmware(descriptor: [UInt8](try text("firmware/" + name).utf8))
        }
        return capabilities
    }

    private func text(_ name: String) throws -> String {
        do {
            return try String(contentsOfFile: directory + "/" + name, encoding: .utf8)
        } catch {
            throw DesignInputError(reason: "the host's description lacks a readable \(directory)/\(name)")
        }
    }

    /// Names in order; none where the folder is not there.
    private func files(_ folder: String, prefix: String) throws -> [String] {
        let path = folder.isEmpty ? directory : directory + "/" + folder
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        return try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasPrefix(prefix) }.sorted()
    }

    private func version(after label: String, in text: String) throws -> Version {
        for line in text.split(separator: "\n") where line.hasPrefix(label) {
            if let version = Version(line.dropFirst(label.count)) { return version }
        }
        throw DesignInputError(reason: "version.txt of the host's description has no line '\(label)X.Y.Z'")
    }
}
