import DomainXML
package import GuestDesign

/// The domain definition for a written request on a described host.
///
/// Throws what says why not: the input is unreadable, flavor and image clash, or the host cannot.
package func design(input bytes: [UInt8], hostDirectory: String) throws -> String {
    try design(input: bytes) { host in try HostCapabilities(describedIn: hostDirectory, host: host) }
}

/// The same on a host that is found by the name that the input gives it.
package func design(input bytes: [UInt8], capabilities: (String) throws -> HostCapabilities) throws -> String {
    xml(try design(DesignInput(bytes, capabilities: capabilities).request))
}

/// The same definition as lines, one for each of its elements with the input that decided it, and of the inputs that
/// decided none. Throws as the definition does.
package func explainedDesign(
    input bytes: [UInt8], capabilities: (String) throws -> HostCapabilities
) throws -> String {
    try explainedDesign(DesignInput(bytes, capabilities: capabilities))
}

/// The same of a request that has been read.
package func explainedDesign(_ input: DesignInput) throws -> String {
    let explanation = try Explanation(input.request, inputs: input.inputs)
    let lines = explanation.lines.map(\.description) + explanation.idle.map { "decides nothing: \($0)" }
    return lines.joined(separator: "\n") + "\n"
}
