package import DomainXML
package import GuestDesign
package import JSON

/// What an operator's options say for this service.
package struct OperatorSettings: Sendable {
    /// One option with its value.
    package struct Given: Sendable {
        package let option: OperatorOption
        package let value: JSONValue

        package init(_ option: OperatorOption, _ value: JSONValue) {
            self.option = option
            self.value = value
        }

        /// The value as a configuration file has it.
        package var text: String { OperatorOption.text(value) }
    }

    /// What shapes guests; the kind of virtual machine and the folder are Vireo's own settings.
    package internal(set) var guests = HostSettings()
    /// What was given of that, for explanations of guests.
    package private(set) var guestInputs: [ExplainedInput] = []
    package private(set) var service = ServiceOptions()
    /// Vireo's own settings by their names, as far as Nova's options give them.
    package private(set) var own: [String: Given] = [:]
    /// What was given and changes nothing.
    package private(set) var idle: [Given] = []

    /// - Throws: for the first value that an option does not take, that is refused here, or that does not go with
    ///   another.
    package init(_ given: [Given]) throws(DesignInputError) {
        for given in given where !given.value.isNull {
            let (option, value) = (given.option, ConfValue(name: given.option.path, value: given.value))
            try option.check(given.value)
            switch option.effect {
            case .guest:
                try DesignOption.all[option.designName]?.set(&guests, value)
                guestInputs += [ExplainedInput(option: option.designName, value: given.value)].compactMap(\.self)
            case .setting(let name):
                if option.takesEmptyText || !given.text.isEmpty { own[name] = given }
            case .service(let set): try set(&service, value)
            case .nothing: idle.append(given)
            case .only: break
            }
        }
        let listensOnAddresses = given.contains { $0.option.path == "console.listen" && $0.value == "tcp" }
        try settleConsoles(onAddresses: listensOnAddresses)
        try checkGuests()
    }

    /// The options of an object of sections.
    ///
    /// - Throws: for a section or an option that is not known, and a section that is no object.
    package static func given(in sections: [JSONValue.Member]) throws(DesignInputError) -> [Given] {
        var given: [Given] = []
        for section in sections {
            guard let members = section.value.members else {
                throw DesignInputError(
                    reason: "'\(section.name)' is \(section.value.kind), it must be an object of Nova's options")
            }
            guard OperatorOption.sections.contains(section.name) else {
                throw OperatorOption.unknown(section.name, "")
            }
            for member in members {
                guard let option = OperatorOption.named(section.name, member.name) else {
                    throw OperatorOption.unknown(section.name, member.name)
                }
                given.append(Given(option, member.value))
            }
        }
        return given
    }
}
