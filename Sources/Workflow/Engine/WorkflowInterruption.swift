/// Why a workflow stops without failing.
enum WorkflowInterruption: Error {
    /// Another operation has taken the server over; it cleans up.
    case preempted
    /// Another controller runs this workflow now.
    case ownershipLost
    /// The server's record is gone.
    case serverGone
}
