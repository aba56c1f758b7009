/// Every version of the Compute API that changed something here, by what it changed.
///
/// The only place where such a number is written. Source: Compute API reference, "REST API Version History".
extension Microversion {
    static let keyPairTypes = Self(2)
    static let extendedAttributes = Self(3)
    static let ip6FilterForAll = Self(5)
    static let publicFlavorAccessRefused = Self(7)
    static let serverLock = Self(9)
    static let keyPairsOfOthers = Self(10)
    static let forcedDown = Self(11)
    static let hostStatus = Self(16)
    static let serverDescription = Self(19)
    static let actionsOfDeletedServers = Self(21)
    static let serverMigrations = Self(23)
    static let serverTags = Self(26)
    static let cpuInfoAsObject = Self(28)
    static let deviceTags = Self(32)
    static let hypervisorPages = Self(33)
    static let keyPairPages = Self(35)
    /// No networks, security groups or images by proxy, and no quotas for them.
    static let noProxies = Self(36)
    /// Device tags stopped working here, until `deviceTagsAgain`.
    static let networksRequired = Self(37)
    static let unknownStatusRefused = Self(38)
    static let noImageMetadataLimit = Self(39)
    static let usagePages = Self(40)
    static let deviceTagsAgain = Self(42)
    static let embeddedFlavor = Self(47)
    static let actionEventsForOwners = Self(51)
    static let tagsAtCreation = Self(52)
    /// Services and hypervisors are known by UUID.
    static let hostUUIDs = Self(53)
    static let beforeHostUUIDs = Self(hostUUIDs.minor - 1)
    static let flavorDescription = Self(55)
    static let noPersonality = Self(57)
    static let actionPages = Self(58)
    static let flavorExtraSpecs = Self(61)
    static let actionHosts = Self(62)
    static let trustedCertificates = Self(63)
    static let changesBefore = Self(66)
    static let interfaceTagsShown = Self(70)
    static let serverGroupsShown = Self(71)
    static let lockReason = Self(73)
    static let hostAtCreation = Self(74)
    /// Unknown query parameters are refused; all answers with a server are alike; swap is a number.
    static let strict = Self(75)
}
