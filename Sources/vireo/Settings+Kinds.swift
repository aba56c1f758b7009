internal import JSON

extension Settings.Name {
    /// The value of a settings file as text.
    ///
    /// - Throws: for a value of another type than the setting has. A number may be written as a string.
    func text(of value: JSONValue) throws -> String {
        let text: String? =
            switch (value, self) {
            case (.string(let text), _): text
            case (.bool(let flag), .resumeGuestsStateOnHostBoot): flag ? "true" : "false"
            case (.integer(let number), _) where isNumber: "\(number)"
            case (.number(let number), _) where isNumber: "\(number)"
            default: nil
            }
        guard let text else {
            throw SettingRefusal(rawValue, String(decoding: value.encoded, as: UTF8.self), kind)
        }
        return text
    }

    private var kind: String {
        isNumber ? "a number" : self == .resumeGuestsStateOnHostBoot ? "true or false" : "a string"
    }

    private var isNumber: Bool {
        switch self {
        case .cpuAllocationRatio, .ramAllocationRatio, .diskAllocationRatio, .reservedHostMemory, .maxConcurrentBuilds,
            .keepDeletedDays, .metadataPort, .shutdownTimeout, .clientTimeout:
            true
        case .state, .listen, .publicURL, .host, .hypervisor, .virtType, .libvirtURI, .instances,
            .resumeGuestsStateOnHostBoot, .dhcpDomain, .logLevel, .logFormat:
            false
        }
    }
}
