import GuestDesign

/// One of Nova's options that changes a guest's definition: how its value is read, and its default put back.
struct DesignOption: Sendable {
    /// `section.option`; an option of `[DEFAULT]` without a section.
    let name: String
    let set: @Sendable (inout HostSettings, ConfValue) throws(DesignInputError) -> Void
    let reset: @Sendable (inout HostSettings) -> Void

    init<Value>(
        _ name: String, _ path: any WritableKeyPath<HostSettings, Value> & Sendable,
        _ read: @escaping @Sendable (ConfValue) throws(DesignInputError) -> Value
    ) {
        self.name = name
        set = { settings, value throws(DesignInputError) in settings[keyPath: path] = try read(value) }
        reset = { settings in settings[keyPath: path] = HostSettings.usual[keyPath: path] }
    }

    init(
        _ name: String, set: @escaping @Sendable (inout HostSettings, ConfValue) throws(DesignInputError) -> Void,
        reset: @escaping @Sendable (inout HostSettings) -> Void
    ) {
        self.name = name
        self.set = set
        self.reset = reset
    }

    /// By name.
    static let all: [String: DesignOption] = Dictionary(
        (processors + memory + storage + network + consoles).map { ($0.name, $0) },
        uniquingKeysWith: { first, _ in first })
}

extension HostSettings {
    /// The defaults of a written request: those of Nova, but QEMU without KVM.
    static var usual: HostSettings {
        var settings = HostSettings()
        settings.virtType = .qemu
        return settings
    }
}
