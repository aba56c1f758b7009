package import Model
internal import Store

/// What a host did for a network.
package struct NetworkReport: Record, Hashable {
    package enum Observation: String, Codable, Sendable { case active, gone, failed }

    package static let prefix = "hosts/"

    package static func includes(_ id: String) -> Bool { HostKeys.Kind(of: id) == .networkReport }

    package var network: ID<Network>
    package var observedGeneration: Int
    package var observation: Observation
    package var fault: Fault?
    package var reportedAt: Timestamp

    package init(
        network: ID<Network>, observedGeneration: Int, observation: Observation, fault: Fault? = nil,
        reportedAt: Timestamp
    ) {
        self.network = network
        self.observedGeneration = observedGeneration
        self.observation = observation
        self.fault = fault
        self.reportedAt = reportedAt
    }
}
