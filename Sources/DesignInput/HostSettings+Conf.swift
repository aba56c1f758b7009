package import GuestDesign
package import JSON

extension HostSettings {
    /// Settings by Nova's names, `section.option`, those of `[DEFAULT]` without a section.
    ///
    /// Throws for a name that is not known and for a value that an option does not take or that is not offered.
    package init(conf: [JSONValue.Member]) throws(DesignInputError) {
        self = HostSettings.usual
        for member in conf where !member.value.isNull {
            let value = ConfValue(name: member.name, value: member.value)
            if let option = DesignOption.all[member.name] {
                try option.set(&self, value)
            } else if let option = OperatorOption.byDesignName[member.name] {
                guard option.offers(member.value) else { throw option.refusal(of: value) }
            } else {
                throw DesignInputError(reason: "the setting '\(member.name)' is not known")
            }
        }
    }
}
