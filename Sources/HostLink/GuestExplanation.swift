/// Why a guest is made as it is: its definition, and for each of its elements what decided it.
package struct GuestExplanation: Hashable, Sendable {
    package struct Element: Hashable, Sendable {
        /// `domain/cpu/@mode`.
        package let path: String
        package let value: String
        /// The flavor's extra spec, the image's property or the operator's setting, with its value; or what decides where
        /// none was given.
        package let source: String
        /// Who wins where several speak of the same; empty where nothing is to be said.
        package let rule: String

        package init(path: String, value: String, source: String, rule: String) {
            self.path = path
            self.value = value
            self.source = source
            self.rule = rule
        }
    }

    /// libvirt's domain XML.
    package let definition: String
    package let elements: [Element]
    /// What was said of the guest and decided nothing.
    package let idleInputs: [String]

    package init(definition: String, elements: [Element], idleInputs: [String]) {
        self.definition = definition
        self.elements = elements
        self.idleInputs = idleInputs
    }
}
