/// The size of a server: a Compute API flavor.
///
/// Source: Compute API reference, section "Flavors".
package struct Flavor: Codable, Hashable, Sendable {
    /// The free-form id that clients use ("flavorid" in Nova's own tables).
    package var id: ID<Flavor>
    package var name: String
    package var description: String?
    package var vcpus: Int
    package var memoryMiB: Int
    /// Root disk in GiB; 0 means as large as the image.
    package var rootGiB: Int
    package var ephemeralGiB: Int
    package var swapMiB: Int
    package var isPublic: Bool
    package var isDisabled: Bool
    package var rxtxFactor: Double
    package var extraSpecs: [String: String]
    /// Projects that may use a flavor that is not public.
    package var accessProjects: Set<ID<Project>>

    package init(
        id: ID<Flavor>, name: String, description: String? = nil, vcpus: Int, memoryMiB: Int, rootGiB: Int,
        ephemeralGiB: Int = 0, swapMiB: Int = 0, isPublic: Bool = true, isDisabled: Bool = false,
        rxtxFactor: Double = 1, extraSpecs: [String: String] = [:], accessProjects: Set<ID<Project>> = []
    ) {
        self.id = id
        self.name = name
        self.description = description
        self.vcpus = vcpus
        self.memoryMiB = memoryMiB
        self.rootGiB = rootGiB
        self.ephemeralGiB = ephemeralGiB
        self.swapMiB = swapMiB
        self.isPublic = isPublic
        self.isDisabled = isDisabled
        self.rxtxFactor = rxtxFactor
        self.extraSpecs = extraSpecs
        self.accessProjects = accessProjects
    }

    /// Whether this caller may boot it: public, or its project has access, or an administrator asks.
    package func isUsable(by caller: Caller) -> Bool {
        isPublic || caller.isAdmin || accessProjects.contains(caller.project)
    }
}
