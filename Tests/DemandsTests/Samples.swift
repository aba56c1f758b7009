import Model

extension Flavor {
    static func sample(vcpus: Int = 1, rootGiB: Int = 1, _ extraSpecs: [String: String] = [:]) -> Flavor {
        Flavor(id: ID("1"), name: "m1", vcpus: vcpus, memoryMiB: 512, rootGiB: rootGiB, extraSpecs: extraSpecs)
    }
}

extension Image {
    static func sample(
        _ properties: [String: String] = [:], size: Int64? = nil, minDisk: Int = 0, minRAM: Int = 0
    ) -> Image {
        Image(
            id: ID("155d900f-4e14-4e4c-a73d-069cbf4541e6"), name: "cirros", owner: nil, status: .active, size: size,
            diskFormat: "qcow2", containerFormat: "bare", minDisk: minDisk, minRAM: minRAM, properties: properties)
    }
}
