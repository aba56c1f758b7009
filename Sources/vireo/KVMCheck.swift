internal import Glibc
internal import GuestDesign
internal import LibvirtDriver
internal import Logging
internal import Runtime

/// Whether guests run under KVM here, found out by running one.
struct KVMCheck {
    private static let device = "/dev/kvm"

    private let settings: Settings
    private let runtime = SystemRuntime()

    init(_ settings: Settings) { self.settings = settings }

    func finding() async -> Doctor.Finding {
        if settings.virtType == .qemu {
            return Doctor.Finding(
                verdict: .good, subject: "KVM", text: "not wanted: virtType is qemu, which is plain emulation")
        }
        if let text = obstacle { return Doctor.Finding(verdict: verdict, subject: "KVM", text: text) }
        do {
            guard try await tryGuest() == .kvm else {
                return Doctor.Finding(
                    verdict: verdict, subject: "KVM",
                    text: "\(Self.device) opens, but no guest runs under it: one that was tried did not come to its "
                        + "end, or libvirt does not offer it. Where this host is itself a guest, have nested virtualisation "
                        + "enabled for it; without that, emulation is used, many times slower")
            }
            return Doctor.Finding(verdict: .good, subject: "KVM", text: "guests run under it")
        } catch {
            return Doctor.Finding(
                verdict: .warning, subject: "KVM", text: "no guest could be tried under it: \(error)")
        }
    }

    /// Emulation serves where KVM is not insisted on.
    private var verdict: Doctor.Finding.Verdict { settings.virtType == .kvm ? .failure : .warning }

    private var obstacle: String? {
        let file = open(Self.device, O_RDWR | O_CLOEXEC)
        guard file >= 0 else {
            return "\(Self.device) cannot be opened (\(String(cString: strerror(errno)))); guests run under plain "
                + "emulation, many times slower. Enable virtualisation in the firmware and load kvm_intel or kvm_amd"
        }
        close(file)
        var status = stat()
        stat(Self.device, &status)
        guard status.st_mode & 0o006 == 0o006 || status.st_mode & 0o060 == 0o060 else {
            return "\(Self.device) is for root alone, which makes libvirt probe QEMU at every call: "
                + "chgrp kvm \(Self.device) && chmod 660 \(Self.device)"
        }
        return nil
    }

    /// In a folder of its own, so that an answer which the service remembers is neither taken nor replaced.
    private func tryGuest() async throws -> VirtType {
        let folder = "/var/tmp/vireo-doctor-\(runtime.uuid())"
        guard mkdir(folder, 0o711) == 0 else {
            throw SettingRefusal(
                "/var/tmp", folder, "a folder that can be made: \(String(cString: strerror(errno)))")
        }
        defer {
            unlink("\(folder)/virt-type")
            rmdir(folder)
        }
        var logger = Logger(label: "doctor")
        logger.logLevel = .critical
        let session = try LibvirtSession(uri: settings.libvirtURI, runtime: runtime, logger: logger)
        let connection = runtime.spawn("libvirt") { try? await session.run() }
        defer { connection.cancel() }
        return try await VirtTypeProbe(session, runtime: runtime, folder: folder).virtType()
    }
}
