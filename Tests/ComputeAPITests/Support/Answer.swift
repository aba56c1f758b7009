import HTTPTypes
import JSON

/// What came back.
struct Answer: Sendable {
    let status: Int
    let headers: HTTPFields
    let body: JSONValue

    /// The text of a Compute fault.
    var message: String { body.members?.first?.value["message"]?.stringValue ?? "" }
}
