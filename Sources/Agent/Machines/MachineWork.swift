internal import HostLink
internal import Model

/// What a worker needs only while it works. A host has thousands of machines, and nearly all of them are idle.
final class MachineWork {
    /// The report as it lies in the store.
    var written: MachineReport?
    /// What libvirt chose when the machine was defined; nil before that.
    var resolved: ResolvedGuest?
    /// Of the generation that is worked on.
    var marks: [MachineReport.Mark] = []

    /// - Parameter epoch: of the placement: what a report of another says is of another machine.
    init(_ written: MachineReport?, epoch: Int) {
        self.written = written
        resolved = written?.epoch == epoch ? written?.resolved : nil
    }
}
