package import Model
internal import Store

/// A host's sign of life, bound to its lease: gone when the host is. A lost sign only bars scheduling.
package struct HostAlive: Record, Hashable {
    package static let prefix = "hosts/"

    package static func includes(_ id: String) -> Bool { HostKeys.Kind(of: id) == .alive }

    package var host: ID<Host>
    package var bootID: String
    package var since: Timestamp

    package init(host: ID<Host>, bootID: String, since: Timestamp) {
        self.host = host
        self.bootID = bootID
        self.since = since
    }
}
