internal import Crypto
internal import HostLink
internal import Model
internal import Store
internal import Workflow

/// A host with all that is known of it.
struct ComputeHost: Sendable {
    let inventory: HostInventory
    /// What operators decided; the defaults where nobody did.
    let service: HostService
    let standing: HostStanding
    let claims: HostClaims
    /// Since when it gives signs of life; nil while it gives none.
    let aliveSince: Timestamp?

    var host: ID<Host> { inventory.host }

    init(_ inventory: HostInventory, _ replicas: Replicas) {
        let host = inventory.host
        self.inventory = inventory
        service =
            replicas.services.get(host.value)?.value
            ?? HostService(host: host, id: Self.serviceID(inventory), updatedAt: inventory.startedAt)
        standing = replicas.standing(of: host)
        claims = replicas.claims.get(host.value)?.value ?? HostClaims()
        aliveSince = replicas.alive.get(HostKeys(host).alive)?.value.since
    }

    /// The id of a service that has no record yet: a UUID (version 5) from the hypervisor's.
    private static func serviceID(_ inventory: HostInventory) -> String {
        var bytes = Array(Insecure.SHA1.hash(data: Array("nova-compute/\(inventory.uuid)".utf8))).prefix(16)
        bytes[6] = bytes[6] & 0x0F | 0x50
        bytes[8] = bytes[8] & 0x3F | 0x80
        var text = ""
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text += "-" }
            text += byte < 16 ? "0" + String(byte, radix: 16) : String(byte, radix: 16)
        }
        return text
    }
}

extension Replicas {
    /// All hosts, in the order of their names.
    func computeHosts() -> [ComputeHost] {
        inventories.all().map { ComputeHost($0.value, self) }.sorted { $0.host < $1.host }
    }
}
