/// The limits of a project; -1 is no limit.
///
/// Source: Nova, `nova/conf/quota.py` for the defaults.
package struct QuotaSet: Codable, Hashable, Sendable {
    package var instances = 10
    package var cores = 20
    /// MiB.
    package var ram = 51_200
    package var metadataItems = 128
    package var keyPairs = 100
    package var serverGroups = 10
    package var serverGroupMembers = 10
    package var injectedFiles = 5
    package var injectedFileContentBytes = 10_240
    package var injectedFilePathBytes = 255

    package init() {}
}
