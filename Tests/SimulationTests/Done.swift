import Model

/// What became of a request, by its action's record.
struct Done {
    let action: InstanceAction
    /// When it was accepted and when last heard of, on the clock that never jumps.
    let from: Duration
    let to: Duration

    var isFinished: Bool { !action.events.isEmpty }
    var hasFailed: Bool { action.message != nil }
}
