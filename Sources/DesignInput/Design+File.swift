import DomainXML
import GuestDesign

/// The domain definition for a written request on a described host.
///
/// Throws what says why not: the input is unreadable, flavor and image clash, or the host cannot.
package func design(input bytes: [UInt8], hostDirectory: String) throws -> String {
    let description = HostDescription(directory: hostDirectory)
    let input = try DesignInput(bytes) { host in try description.capabilities(of: host) }
    return xml(try design(input.request))
}
