/// What a project has; written in the transaction that changes it, so that a quota cannot be passed.
package struct ProjectUsage: Codable, Hashable, Sendable {
    package var instances: Int
    package var cores: Int
    /// MiB.
    package var ram: Int

    package init(instances: Int = 0, cores: Int = 0, ram: Int = 0) {
        self.instances = instances
        self.cores = cores
        self.ram = ram
    }

    package mutating func add(_ flavor: Flavor, count: Int = 1) {
        instances += count
        cores += count * flavor.vcpus
        ram += count * flavor.memoryMiB
    }

    package mutating func remove(_ flavor: Flavor) { add(flavor, count: -1) }
}
