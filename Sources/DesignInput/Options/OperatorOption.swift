import JSON

/// One of Nova's options as this service takes it.
package struct OperatorOption: Sendable {
    /// What comes of a value.
    enum Effect: Sendable {
        /// It shapes guests' definitions.
        case guest
        /// It is a setting of Vireo's own, by that name.
        case setting(String)
        /// Other parts of the service follow it.
        case service(@Sendable (inout ServiceOptions, ConfValue) throws(DesignInputError) -> Void)
        /// It is checked, and changes nothing.
        case nothing
        /// Nothing but these values is offered, and they change nothing.
        case only([JSONValue])
    }

    package enum Status: String, Sendable, CaseIterable {
        case done
        case idle = "no effect"
        case refused
    }

    package let section: String
    package let name: String
    let type: OptionType
    /// As Nova's configuration reference has it, or what this service takes instead.
    let standard: String
    let effect: Effect
    /// What it does here, or why it does not.
    package let note: String

    init(_ section: String, _ name: String, _ type: OptionType, _ standard: String, _ effect: Effect, _ note: String) {
        self.section = section
        self.name = name
        self.type = type
        self.standard = standard
        self.effect = effect
        self.note = note
    }

    /// `section.option`, as messages and the settings' file have it.
    package var path: String { "\(section).\(name)" }

    /// As a written request has it: an option of `[DEFAULT]` without a section.
    var designName: String { section == "DEFAULT" ? name : path }

    package var status: Status {
        switch effect {
        case .guest, .setting, .service: .done
        case .nothing: .idle
        case .only: .refused
        }
    }

    /// The values that do not ask for what is refused.
    var offered: [JSONValue]? { if case .only(let values) = effect { values } else { nil } }

    /// Whether another value makes other guests; what is refused asks for guests that are not offered.
    var shapesGuests: Bool {
        switch effect {
        case .guest: true
        case .only: !name.hasPrefix("initial_") && !name.hasPrefix("cpu_power_")
        case .setting, .service, .nothing: name == "virt_type"
        }
    }

    /// Whether an empty text says something.
    var takesEmptyText: Bool { path == "api.dhcp_domain" }

    package static let all: [OperatorOption] =
        general + processors + memory + storage + volumes + network + consoles + operations + limits

    static let byPath: [String: OperatorOption] = Dictionary(
        all.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })

    static let byDesignName: [String: OperatorOption] = Dictionary(
        all.map { ($0.designName, $0) }, uniquingKeysWith: { first, _ in first })

    /// In the order in which they are shown.
    package static let sections = all.reduce(into: [String]()) { sections, option in
        if !sections.contains(option.section) { sections.append(option.section) }
    }
}
