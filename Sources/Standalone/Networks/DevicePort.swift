internal import Model
internal import Store

/// Leads from a device to a port of its: `networks/devices/<device>/<name>`.
///
/// A port that is made for a server has a name that only one of the server's ports can have, and so is made once.
struct DevicePort: Record, Hashable {
    enum Name {
        case tag(String)
        case port(ID<Port>)
    }

    static let prefix = "networks/devices/"

    let port: ID<Port>

    static func under(_ device: String) -> String { device.keyPart + "/" }

    static func key(_ device: String, _ name: Name) -> String {
        switch name {
        case .tag(let tag): under(device) + "tag:" + tag.keyPart
        case .port(let id): under(device) + "port:" + id.value.keyPart
        }
    }
}
