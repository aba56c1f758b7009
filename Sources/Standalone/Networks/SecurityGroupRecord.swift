package import Model
internal import Store

/// A security group of the embedded network service: it is kept for clients that ask; what a port lets through is not
/// filtered by it. A port is held to its own MAC and IP address by libvirt's `clean-traffic` filter alone.
///
/// Source: Networking API v2.0 reference, section "Security groups".
package struct SecurityGroupRecord: Record, Hashable {
    package static let prefix = "networks/security-groups/"
    package static let defaultName = "default"

    package let id: ID<SecurityGroupRecord>
    package let project: ID<Project>
    package var name: String
    package var description: String
    package var rules: [SecurityGroupRule]
    package let createdAt: Timestamp
    package var updatedAt: Timestamp
    /// How often it was changed.
    package var changes = 0

    package var owner: ID<Project>? { project }
}
