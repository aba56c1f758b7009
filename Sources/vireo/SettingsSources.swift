internal import DesignInput
internal import Foundation

/// What environment and file say, with Nova's options told from the settings that have names of their own.
struct SettingsSources {
    /// Of the environment, what Nova's names give of the own settings.
    let environment: [String: String]
    /// Of the file, the own settings by either name.
    let file: [String: String]
    let operatorSettings: OperatorSettings

    /// - Parameter file: the settings file; nil for none.
    init(file path: String?, environment: [String: String] = ProcessInfo.processInfo.environment) throws {
        let said = try path.map(SettingsFile.init) ?? .none
        let named = try Self.options(in: environment)
        let overridden = Set(named.map(\.option.path))
        let inForce = said.options.filter { !overridden.contains($0.option.path) }
        operatorSettings = try OperatorSettings(inForce + named)
        self.environment = operatorSettings.own.filter { overridden.contains($0.value.option.path) }
            .mapValues(\.text)
        var file = said.own
        for (name, given) in operatorSettings.own where !overridden.contains(given.option.path) {
            guard file.updateValue(given.text, forKey: name) == nil else {
                throw SettingRefusal(
                    given.option.path, given.text, "given once: '\(name)' is the same setting, and is there too")
            }
        }
        self.file = file
    }

    /// - Throws: for what begins like an option and is none.
    private static func options(in environment: [String: String]) throws -> [OperatorSettings.Given] {
        var given: [OperatorSettings.Given] = []
        for option in OperatorOption.all {
            guard let text = environment[variable(option.section, option.name)] else { continue }
            given.append(OperatorSettings.Given(option, try option.value(of: text)))
        }
        try checkNames(in: environment)
        return given
    }

    private static func checkNames(in environment: [String: String]) throws {
        let known = Set(OperatorOption.all.map { variable($0.section, $0.name) } + [libvirtURI])
        for section in OperatorOption.sections {
            let prefix = variable(section, "")
            for name in environment.keys.sorted() where name.hasPrefix(prefix) && !known.contains(name) {
                throw OperatorOption.unknown(section, name.dropFirst(prefix.count).lowercased())
            }
        }
    }

    /// A setting of Vireo's own with a name like an option's.
    private static let libvirtURI = "VIREO_LIBVIRT_URI"

    /// Section and option in capitals.
    private static func variable(_ section: String, _ name: String) -> String {
        "VIREO_\(section.uppercased())_\(name.uppercased())"
    }
}
