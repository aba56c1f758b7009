package import Model

extension Guest {
    /// What the host's tools read about the server from its domain (Ceilometer does).
    package struct Metadata: Hashable, Sendable {
        package var version: String
        package var name: String
        package var createdAt: Timestamp
        package var flavor: Flavor
        package var userID: String
        package var userName: String
        package var projectID: String
        package var projectName: String
        package var image: ID<Image>?
        package var ports: [Port]
    }

    /// The SMBIOS tables that the guest reads, in the order of libvirt's entries.
    package struct SystemInformation: Hashable, Sendable {
        package struct Entry: Hashable, Sendable {
            package var name: String
            package var value: String
        }

        package var entries: [Entry]
    }
}
