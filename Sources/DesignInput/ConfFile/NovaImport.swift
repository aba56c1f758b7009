package import JSON

/// A `nova.conf` as a settings file of Vireo's, with all that does not come with it.
package struct NovaImport: Sendable {
    /// An option that is left out.
    package struct Omission: Hashable, Sendable {
        package let path: String
        /// Nil where it may be a secret: nothing is known of what it holds.
        package let value: String?
        package let reason: String
        /// Whether guests are other ones without it.
        package let shapesGuests: Bool
    }

    /// A section that has no meaning here.
    package struct Section: Hashable, Sendable {
        package let name: String
        package let options: Int
        package let reason: String
    }

    /// The settings: an object of sections.
    package let settings: JSONValue
    package let omissions: [Omission]
    package let sections: [Section]
    /// What else is to be known of options that came along.
    package let remarks: [String]

    package var isComplete: Bool { !omissions.contains(where: \.shapesGuests) }

    /// - Throws: where values do not go with one another.
    package init(_ files: [ConfFile]) throws(DesignInputError) {
        let conf = ConfFiles(files, renaming: NovaFile.renamed)
        var taken: [OperatorSettings.Given] = []
        var omissions: [Omission] = []
        var counts: [String: Int] = [:]
        for given in conf.given {
            let option = OperatorOption.named(given.section, given.name)
            // Templates leave an option without a value where they have no word for it.
            guard option?.takesEmptyText == true || !given.isEmpty else { continue }
            if let option {
                do throws(Omitted) {
                    taken.append(OperatorSettings.Given(option, try Self.value(of: given, option, conf)))
                } catch {
                    omissions.append(Self.omission(of: given, option, error))
                }
            } else if NovaFile.reason(for: given.section) != nil {
                counts[given.section, default: 0] += 1
            } else {
                omissions.append(Self.omission(of: given))
            }
        }
        _ = try OperatorSettings(taken)
        settings = Self.object(taken)
        self.omissions = omissions
        remarks = taken.compactMap { NovaFile.remarks[$0.option.path] }
        sections = counts.sorted { $0.key < $1.key }.map { name, count in
            Section(name: name, options: count, reason: NovaFile.reason(for: name) ?? "")
        }
    }

    private struct Omitted: Error {
        let reason: String
        var shapesGuests = true
    }

    private static func value(
        of given: ConfFiles.Given, _ option: OperatorOption, _ conf: ConfFiles
    ) throws(Omitted) -> JSONValue {
        if option.status == .idle {
            throw Omitted(reason: "it has no effect here: \(option.note)", shapesGuests: false)
        }
        var texts: [String] = []
        for text in option.type == .several ? given.values : given.values.suffix(1) {
            do throws(ConfReferenceError) {
                texts.append(try conf.substituted(text, in: given.section))
            } catch {
                throw Omitted(reason: "it refers to '$\(error.name)', which the files do not give")
            }
        }
        do throws(DesignInputError) {
            let value =
                option.type == .several
                ? JSONValue.array(texts.map { .string($0.trimmed) }) : try option.value(of: texts.last ?? "")
            try option.check(value)
            return value
        } catch {
            throw Omitted(reason: option.status == .refused ? option.note : error.reason)
        }
    }

    private static func omission(
        of given: ConfFiles.Given, _ option: OperatorOption, _ omitted: Omitted
    ) -> Omission {
        let value = given.values.joined(separator: " ")
        return Omission(
            path: option.path, value: SecretText.mayHold(value) ? nil : value, reason: omitted.reason,
            shapesGuests: omitted.shapesGuests && option.shapesGuests)
    }

    /// Of an option that nothing is known of.
    private static func omission(of given: ConfFiles.Given) -> Omission {
        if given.path == "DEFAULT.compute_driver" {
            let isOurs = given.values.last?.lowercased().contains("libvirt") ?? true
            return Omission(
                path: given.path, value: given.values.last, reason: "libvirt is the only driver", shapesGuests: !isOurs)
        }
        let reason = NovaFile.reason(forOption: given.name, in: given.section)
        let value = given.values.joined(separator: " ")
        let isSecret = reason == nil || SecretText.mayHold(value) || SecretText.mayName(given.name)
        let isProxy = given.section == "spice" && given.name.contains("proxy")
        return Omission(
            path: given.path, value: isSecret ? nil : value, reason: reason ?? "it is not known",
            shapesGuests: NovaFile.shapesGuests(given.section) && !isProxy)
    }

    private static func object(_ taken: [OperatorSettings.Given]) -> JSONValue {
        .object(
            OperatorOption.sections.compactMap { section in
                let members = taken.filter { $0.option.section == section }.map {
                    JSONValue.Member($0.option.name, $0.value)
                }
                return members.isEmpty ? nil : JSONValue.Member(section, .object(members))
            })
    }
}

extension ConfFiles.Given {
    fileprivate var isEmpty: Bool { values.allSatisfy { $0.trimmed.isEmpty } }
}
