/// One request that changed a server, with what was done for it.
///
/// Source: Compute API reference, section "Servers actions" (os-instance-actions).
package struct InstanceAction: Codable, Hashable, Sendable {
    package struct Event: Codable, Hashable, Sendable {
        package enum Result: String, Codable, Sendable { case success = "Success", error = "Error" }

        package var name: String
        package var startedAt: Timestamp
        package var finishedAt: Timestamp?
        package var result: Result?
        /// What the tenant may read of a failure.
        package var details: String?
        package var host: ID<Host>?

        package init(
            name: String, startedAt: Timestamp, finishedAt: Timestamp? = nil, result: Result? = nil,
            details: String? = nil, host: ID<Host>? = nil
        ) {
            self.name = name
            self.startedAt = startedAt
            self.finishedAt = finishedAt
            self.result = result
            self.details = details
            self.host = host
        }
    }

    package var server: ID<Server>
    package var request: RequestID
    /// `create`, `stop`, `start`, `reboot`, `delete`, …
    package var action: String
    package var user: ID<User>
    package var project: ID<Project>
    package var startedAt: Timestamp
    package var updatedAt: Timestamp
    /// Set when it failed; `Error` in Nova.
    package var message: String?
    package var events: [Event]

    package init(
        server: ID<Server>, request: RequestID, action: String, user: ID<User>, project: ID<Project>,
        startedAt: Timestamp, events: [Event] = []
    ) {
        self.server = server
        self.request = request
        self.action = action
        self.user = user
        self.project = project
        self.startedAt = startedAt
        self.updatedAt = startedAt
        self.events = events
    }
}
