package import Model

/// No host will do: how many each filter refused, and for administrators which host for what reason.
package struct NoValidHost: Error, Hashable {
    package struct Count: Hashable, Sendable {
        package let filter: String
        package let hosts: Int
        package let advice: String
    }

    package let considered: Int
    package let counts: [Count]
    package let reasons: [ID<Host>: String]

    /// What the tenant reads: no host names.
    package var message: String {
        guard considered > 0 else { return "No valid host was found. There are no hosts." }
        let parts = counts.map { "\($0.hosts) by \($0.filter) (\($0.advice))" }
        return "No valid host was found. Of \(considered) hosts were refused: \(parts.joined(separator: ", "))."
    }

    /// What administrators read beside it.
    package var details: String {
        reasons.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }.joined(separator: "\n")
    }
}
