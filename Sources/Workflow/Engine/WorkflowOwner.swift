internal import Model
internal import Store

/// Who runs a workflow: a key bound to a controller's lease. Each commit of the workflow compares it, so that a
/// controller which lost it changes nothing any more.
struct WorkflowOwner: Record, Hashable {
    static let prefix = "workflow-owners/"

    var controller: String
    var since: Timestamp
}
