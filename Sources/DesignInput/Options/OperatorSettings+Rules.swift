import GuestDesign

/// What options must be together.
extension OperatorSettings {
    /// A socket that only the host's own processes reach is safer than Nova's address without a password.
    mutating func settleConsoles(onAddresses: Bool) throws(DesignInputError) {
        guard onAddresses else {
            guests.vnc.listen = .unixSocket
            guests.spice.listen = .unixSocket
            guests.serialConsole.listen = .unixSocket
            return
        }
        guard !guests.serialConsole.isEnabled else {
            throw DesignInputError(
                reason: "'console.listen' is 'tcp' and 'serial_console.enabled' is 'true': serial ports have no TCP "
                    + "ports here; let 'console.listen' be 'unix'")
        }
    }

    /// Source: Nova's configuration reference, `[libvirt] cpu_models`, `[DEFAULT] instance_name_template`.
    func checkGuests() throws(DesignInputError) {
        if !guests.cpuModels.isEmpty, guests.cpuMode != .custom {
            throw DesignInputError(
                reason: "'libvirt.cpu_models' is given, which is for 'libvirt.cpu_mode' = 'custom' only: change one of "
                    + "the two")
        }
        #if !arch(arm64)
        if guests.cpuModels.isEmpty, guests.cpuMode == .custom {
            throw DesignInputError(
                reason: "'libvirt.cpu_mode' is 'custom', which needs 'libvirt.cpu_models': name a model of "
                    + "'virsh cpu-models', or let the mode be 'host-model'")
        }
        #endif
        let template = guests.instanceNameTemplate
        guard !template.isEmpty, template.allSatisfy({ $0 != "/" && $0.isASCII && !$0.isNewline }) else {
            throw DesignInputError(
                reason: "'DEFAULT.instance_name_template' is '\(template)', it must be a name without '/', such as "
                    + "'instance-%08x'")
        }
    }
}
