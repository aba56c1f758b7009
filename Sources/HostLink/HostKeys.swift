package import Model

/// Where a host's records lie. A host reads its own `specs/`, `secrets/`, `networks/` and `volumes/`, and writes its own
/// `alive`, `inventory` and `reports/`; every prefix ends in `/`, so that `h1` does not cover `h10`.
///
/// The keys are given below the records' common prefix `hosts/`.
package struct HostKeys: Sendable {
    /// What kind of record a key below `hosts/` holds.
    package enum Kind: String, Sendable {
        case alive, inventory
        case spec = "specs"
        case report = "reports"
        case network = "networks"
        case networkReport = "network-reports"

        /// - Parameter id: the key without `hosts/`.
        package init?(of id: String) {
            let parts = id.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
            guard parts.count >= 2 else { return nil }
            self.init(rawValue: String(parts[1]))
        }
    }

    package let host: ID<Host>

    package init(_ host: ID<Host>) { self.host = host }

    package var alive: String { "\(host)/alive" }
    package var inventory: String { "\(host)/inventory" }
    package var specs: String { "\(host)/specs/" }
    package var reports: String { "\(host)/reports/" }
    package var networks: String { "\(host)/networks/" }
    package var networkReports: String { "\(host)/network-reports/" }

    package func spec(_ placement: ID<Placement>) -> String { specs + placement.value }
    package func report(_ placement: ID<Placement>) -> String { reports + placement.value }
    package func network(_ network: ID<Network>) -> String { networks + network.value }
    package func networkReport(_ network: ID<Network>) -> String { networkReports + network.value }
}
