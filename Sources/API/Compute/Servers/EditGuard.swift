internal import Model
internal import Workflow

/// Whether a server may be edited: which states permit it, and that a locked one is edited by administrators only.
///
/// Source: Nova, the `check_instance_lock` and `check_instance_state` decorators in `nova/compute/api.py`.
struct EditGuard {
    private let isAdmin: Bool

    init(_ request: ComputeRequest) { isAdmin = request.caller.isAdmin }

    /// - Parameter action: as in "Cannot '…' instance".
    /// - Throws: 409.
    func checkState(_ server: Server, _ action: String) throws(APIError) {
        let state = server.phase.vmState
        guard state == .active || state == .stopped else {
            throw .conflict(
                "Cannot '\(action)' instance \(server.id) while it is in vm_state \(state.rawValue)"
            )
        }
    }

    /// - Throws: 409.
    func checkLock(_ server: Server) throws(RequestRefusal) {
        guard !server.isLocked || isAdmin else { throw .locked(server: server.id) }
    }
}
