/// The one thing that is being done to a server; there is never a second.
package struct Operation: Codable, Hashable, Sendable {
    package var workflow: ID<WorkflowRun>
    package var request: RequestID
    /// When it is given up, whatever it waits for.
    package var deadline: Timestamp

    package init(workflow: ID<WorkflowRun>, request: RequestID, deadline: Timestamp) {
        self.workflow = workflow
        self.request = request
        self.deadline = deadline
    }
}

/// `req-` and a UUID: what ties an answer, an instance action and the log's lines together.
package struct RequestID: Codable, Hashable, Sendable, CustomStringConvertible {
    package let value: String

    package init(_ value: String) { self.value = value }

    package init(from decoder: any Decoder) throws {
        value = try decoder.singleValueContainer().decode(String.self)
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }

    package var description: String { value }
}
