package import Model

/// A request for servers, decoded but not yet checked against what there is.
package struct ServerRequest: Sendable {
    package enum NetworkChoice: Sendable, Hashable {
        /// The project's only network, if it has one.
        case unspecified
        case auto
        case none
        case interfaces([Interface])
    }

    package struct Interface: Sendable, Hashable {
        package var request: ServerInterface.Request
        package var tag: String?

        package init(request: ServerInterface.Request, tag: String? = nil) {
            self.request = request
            self.tag = tag
        }
    }

    package var name: String
    package var hostname: String?
    package var description: String?
    package var flavor: ID<Flavor>
    package var image: ID<Image>?
    package var networks: NetworkChoice = .unspecified
    package var keyName: String?
    /// Decoded.
    package var userData: [UInt8]?
    package var metadata: [String: String] = [:]
    package var tags: [String] = []
    package var configDrive: Bool?
    package var availabilityZone: String?
    package var securityGroups: [String] = []
    package var accessIPv4: String?
    package var accessIPv6: String?
    package var diskConfig = Server.DiskConfig.automatic
    package var minCount = 1
    package var maxCount = 1
    /// Whether the multiple-create form was used, whose names get a number.
    package var isMultiple: Bool { maxCount > 1 }

    package init(name: String, flavor: ID<Flavor>) {
        self.name = name
        self.flavor = flavor
    }
}
