internal import Cloud
internal import Demands
internal import Model
internal import Runtime
internal import Store

/// A checked request: everything that the caller's token must allow is found and allowed.
struct ServerOrder: Sendable {
    let request: ServerRequest
    let flavor: Flavor
    let image: Image
    let key: Server.Key?
    let interfaces: [ServerRequest.Interface]
    let disks: [BlockDevice]

    /// - Parameter makesNetworks: whether an automatic network that is not there yet is made; else one is made up.
    /// - Throws: `RequestRefusal` or `CloudError` for the first thing that cannot be.
    init(
        _ request: ServerRequest, for caller: Caller, _ services: WorkflowServices, makesNetworks: Bool = true
    ) async throws {
        self.request = request
        flavor = try Self.flavor(request, caller, services)
        guard let imageID = request.image else {
            throw RequestRefusal.badRequest(
                "Block device mapping is invalid: 'imageRef' is missing, and booting from a volume needs a volume service."
            )
        }
        image = try await Self.image(imageID, caller, services)
        try Self.checkDemands(flavor, image)
        key = try await Self.key(request, caller, services)
        interfaces = try await Self.interfaces(request, caller, services, makesNetworks: makesNetworks)
        disks = BlockDevice.local(
            flavor: flavor, image: image, ephemeralFormat: services.settings.ephemeralFormat)
        try Self.checkZone(request, services)
    }

    private static func flavor(
        _ request: ServerRequest, _ caller: Caller, _ services: WorkflowServices
    ) throws -> Flavor {
        guard let flavor = services.replicas.flavors.get(request.flavor.value)?.value, flavor.isUsable(by: caller)
        else { throw RequestRefusal.badRequest("Flavor \(request.flavor) could not be found.") }
        return flavor
    }

    static func image(
        _ id: ID<Image>, _ caller: Caller, _ services: WorkflowServices
    ) async throws -> Image {
        do {
            let image = try await services.images.image(id, for: caller)
            guard image.status == .active else {
                throw RequestRefusal.badRequest(
                    "Image \(id) is not active: its status is '\(image.status.rawValue)'.")
            }
            return image
        } catch CloudError.notFound {
            throw RequestRefusal.badRequest("Can not find requested image \(id).")
        }
    }

    static func checkDemands(_ flavor: Flavor, _ image: Image) throws {
        do {
            _ = try Demands(flavor: flavor, image: image)
        } catch {
            throw RequestRefusal.badRequest(error.description)
        }
        if let wish = UnservedWish.first(flavor: flavor, image: image) {
            throw RequestRefusal.badRequest(wish.message)
        }
    }

    private static func key(
        _ request: ServerRequest, _ caller: Caller, _ services: WorkflowServices
    ) async throws -> Server.Key? {
        guard let name = request.keyName else { return nil }
        guard let pair = services.replicas.keyPairs.get("\(caller.user)/\(name)")?.value else {
            throw RequestRefusal.badRequest("Invalid key_name provided: there is no keypair '\(name)'.")
        }
        return Server.Key(name: pair.name, kind: pair.kind, publicKey: pair.publicKey)
    }

    private static func interfaces(
        _ request: ServerRequest, _ caller: Caller, _ services: WorkflowServices, makesNetworks: Bool
    ) async throws -> [ServerRequest.Interface] {
        switch request.networks {
        case .none: return []
        case .auto:
            if !makesNetworks, try await services.networks.networks(for: caller).isEmpty {
                return [ServerRequest.Interface(request: .network(services.runtime.id(), fixedAddress: nil))]
            }
            let network = try await services.networks.automaticNetwork(for: caller)
            return [ServerRequest.Interface(request: .network(network.id, fixedAddress: nil))]
        case .unspecified:
            let networks = try await services.networks.networks(for: caller).filter { !$0.isExternal }
            guard networks.count <= 1 else {
                throw RequestRefusal.conflict(
                    "Multiple possible networks found, use a Network ID to be more specific.")
            }
            return networks.map { ServerRequest.Interface(request: .network($0.id, fixedAddress: nil)) }
        case .interfaces(let interfaces):
            for interface in interfaces { try await check(interface, request, caller, services) }
            return interfaces
        }
    }

    private static func check(
        _ interface: ServerRequest.Interface, _ request: ServerRequest, _ caller: Caller,
        _ services: WorkflowServices
    ) async throws {
        do {
            switch interface.request {
            case .network(let id, let address):
                _ = try await services.networks.network(id, for: caller)
                if address != nil, request.isMultiple {
                    throw RequestRefusal.badRequest(
                        "Invalid fixed IP \(address ?? "") requested: several servers cannot have the same address.")
                }
            case .port(let id):
                if request.isMultiple {
                    throw RequestRefusal.badRequest("Unable to launch multiple instances with a single port: \(id).")
                }
                let port = try await services.networks.port(id, for: caller)
                guard port.device == nil else { throw RequestRefusal.conflict("Port \(id) is still in use.") }
            }
        } catch CloudError.notFound(let kind, let id) {
            throw RequestRefusal.badRequest("\(kind) \(id) could not be found.")
        }
    }

    private static func checkZone(_ request: ServerRequest, _ services: WorkflowServices) throws {
        guard let zone = request.availabilityZone, zone != services.settings.defaultAvailabilityZone else { return }
        throw RequestRefusal.badRequest("The requested availability zone '\(zone)' is not available.")
    }
}

extension BlockDevice {
    /// The disks that a flavor gives a server which boots from an image, by Nova's file names. A CD's image is put into
    /// a CD-ROM drive: firmware boots it from there only.
    static func local(flavor: Flavor, image: Image, ephemeralFormat: String) -> [BlockDevice] {
        let gibibyte: Int64 = 1 << 30
        var disks = [
            BlockDevice(
                name: "disk", source: .image(image.id), sizeBytes: Int64(flavor.rootGiB) * gibibyte, bootIndex: 0,
                deviceType: image.diskFormat == "iso" ? .cdrom : .disk)
        ]
        if flavor.ephemeralGiB > 0 {
            disks.append(
                BlockDevice(
                    name: "disk.eph0", source: .ephemeral, sizeBytes: Int64(flavor.ephemeralGiB) * gibibyte,
                    guestFormat: ephemeralFormat))
        }
        if flavor.swapMiB > 0 {
            disks.append(BlockDevice(name: "disk.swap", source: .swap, sizeBytes: Int64(flavor.swapMiB) << 20))
        }
        return disks
    }
}
