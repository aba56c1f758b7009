import DomainXML
import Foundation
package import GuestDesign

extension HostCapabilities {
    /// Reads a folder that describes a host: `capabilities.xml` (of another host NAME, `host-NAME.xml`),
    /// `domcapabilities-*.xml` and `version.txt` as virsh prints them, `machine-id` if it is there, and QEMU's firmware descriptors in `firmware/`.
    ///
    /// Throws `DesignInputError` for a file that is missing, `XMLReadError` or `JSONSyntaxError` for one that is wrong.
    package init(describedIn directory: String, host: String) throws {
        let folder = DescriptionFolder(path: directory)
        let versions = try folder.text("version.txt")
        try self.init(
            capabilitiesXML: try folder.text(host == "real" ? "capabilities.xml" : "host-\(host).xml"),
            domainCapabilitiesXML: try folder.files(prefix: "domcapabilities-").map { try folder.text($0) },
            libvirtVersion: try Self.version(after: "Using library: libvirt ", in: versions),
            qemuVersion: try Self.version(after: "Running hypervisor: QEMU ", in: versions))
        machineID = folder.optionalText("machine-id")
        firmware = try folder.files(in: "firmware").compactMap { name in
            try Firmware(descriptor: [UInt8](try folder.text("firmware/" + name).utf8))
        }
    }

    private static func version(after label: String, in text: String) throws(DesignInputError) -> Version {
        for line in text.split(separator: "\n") where line.hasPrefix(label) {
            if let version = Version(line.dropFirst(label.count)) { return version }
        }
        throw DesignInputError(reason: "version.txt of the host's description has no line '\(label)X.Y.Z'")
    }
}
