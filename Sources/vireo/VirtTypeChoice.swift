internal import GuestDesign
internal import LibvirtDriver
internal import Runtime

/// How guests run here: as the operator says, or as a probe found once and remembered.
struct VirtTypeChoice {
    private let settings: Settings
    private let session: LibvirtSession
    private let runtime: any Runtime

    init(_ settings: Settings, _ session: LibvirtSession, _ runtime: any Runtime) {
        self.settings = settings
        self.session = session
        self.runtime = runtime
    }

    func resolved() async throws -> VirtType {
        switch settings.virtType {
        case .kvm: .kvm
        case .qemu: .qemu
        case .auto: try await VirtTypeProbe(session, runtime: runtime, folder: settings.state).virtType()
        }
    }
}
