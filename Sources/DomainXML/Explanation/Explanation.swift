package import GuestDesign

/// Why a guest's definition says what it says, element by element.
///
/// What an input decides is found by leaving it out: whatever the definition says else without it, it decided. So the
/// explanation cannot drift from the rules.
package struct Explanation: Hashable, Sendable {
    package struct Line: Hashable, Sendable, CustomStringConvertible {
        /// `domain/cpu/@mode`.
        package let path: String
        package let value: String
        /// The input that decided it, or what does where none was given.
        package let source: String
        package let rule: String

        package var description: String {
            let shown = value.isEmpty ? path : "\(path) = \(value)"
            return rule.isEmpty ? "\(shown)  <- \(source)" : "\(shown)  <- \(source) (\(rule))"
        }
    }

    package let lines: [Line]
    /// libvirt's domain XML.
    package let definition: String
    /// Inputs that decided no element.
    package let idle: [String]

    /// - Throws: the refusal, where the request makes no guest.
    package init(_ request: GuestRequest, inputs: [ExplainedInput]) throws(DesignRefusal) {
        let guest = try design(request)
        let base = DomainXML.definition(guest)
        definition = xml(guest)
        let tree = ElementTree(base)
        var deciders: [String: [ExplainedInput]] = [:]
        var followers: [String: [ExplainedInput]] = [:]
        var idle: [String] = []
        for input in inputs {
            if let other = Self.alternative(to: request, without: [input]) {
                let changes = tree.changes(against: other)
                if changes.isEmpty { idle.append(input.name) }
                for path in changes { deciders[path, default: []].append(input) }
            } else if let other = Self.alternative(to: request, withoutMoreThan: input, among: inputs) {
                for path in tree.changes(against: other) { followers[path, default: []].append(input) }
            }
        }
        lines = tree.leaves.map { leaf in
            guard let inputs = deciders[leaf.path] ?? followers[leaf.path] else {
                let origin = ElementOrigin.of(leaf.path)
                return Line(path: leaf.path, value: leaf.value, source: origin.source, rule: origin.rule)
            }
            let rules = inputs.map(\.rule).filter { !$0.isEmpty }
            return Line(
                path: leaf.path, value: leaf.value, source: inputs.map(\.name).joined(separator: ", "),
                rule: rules.reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }.joined(separator: "; "))
        }
        self.idle = idle
    }

    /// Where nothing can be made without an input alone, it is left out with one other, or with its family.
    private static func alternative(
        to request: GuestRequest, withoutMoreThan input: ExplainedInput, among inputs: [ExplainedInput]
    ) -> Element? {
        let family = inputs.filter { $0.family == input.family }
        let pairs = inputs.filter { $0.name != input.name }.map { [input, $0] }
        return (pairs + [family]).lazy.compactMap { alternative(to: request, without: $0) }.first
    }

    private static func alternative(to request: GuestRequest, without inputs: [ExplainedInput]) -> Element? {
        var changed = request
        for input in inputs { input.removal(&changed) }
        guard let other = try? changed.decidedAgain(), let guest = try? design(other) else { return nil }
        return DomainXML.definition(guest)
    }
}
