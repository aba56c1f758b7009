internal import GuestDesign
internal import Logging

/// Decides once, and remembers, whether guests run under KVM.
struct VirtTypeChoice {
    private let settings: Settings
    private let folder: StateDirectory
    private let logger: Logger

    init(_ settings: Settings, _ folder: StateDirectory, _ logger: Logger) {
        self.settings = settings
        self.folder = folder
        self.logger = logger
    }

    func resolved() async throws -> VirtType {
        switch settings.virtType {
        case .kvm: .kvm
        case .qemu: .qemu
        case .auto: .qemu
        }
    }
}
