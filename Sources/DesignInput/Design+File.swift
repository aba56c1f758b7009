import DomainXML
import GuestDesign

/// The domain definition for a written request on a described host.
///
/// Throws what says why not: the input is unreadable, flavor and image clash, or the host cannot.
package func design(input bytes: [UInt8], hostDirectory: String) throws -> String {
    let input = try DesignInput(bytes) { host in try HostCapabilities(describedIn: hostDirectory, host: host) }
    return xml(try design(input.request))
}
