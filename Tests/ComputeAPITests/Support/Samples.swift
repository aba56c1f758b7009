import Model
import Store

/// Records as tests start from.
enum Samples {
    static let now = Timestamp(seconds: 1_750_000_000)

    static let flavor = Flavor(id: ID("1"), name: "m1.tiny", vcpus: 1, memoryMiB: 512, rootGiB: 1)

    static let publicKey =
        "ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQDx8nkQv/zgGgB4rMYmIf+6A4l6Rr+o/6lHBQdW5aYd44bd8JttDCE/F/pNRr0lRE+PiqSP"
        + "O8nDPHw0010JeMH9gYgnnFlyY3/OcJ02RhIPyyxYpv9FhY+2YiUkpwFOcLImyrxEsYXpD/0d3ac30bNH6Sw9JD9UZHYcpSxsIbECHw== "
        + "Generated-by-Nova"

    static func id(_ number: Int) -> ID<Server> {
        let digits = String(number)
        return ID("00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits)
    }

    /// A server that runs on `TestCloud.host`, with one address; `number` makes its id.
    static func server(
        _ number: Int = 1,
        name: String = "new-server-test",
        phase: ServerPhase = .active(nil),
        owner: String = "member"
    ) -> Server {
        let caller = FakeIdentity.caller(owner) ?? nobody
        var server = Server(
            id: id(number),
            number: number,
            caller: caller,
            name: name,
            hostname: name,
            metadata: ["My Server Name": "Apache1"],
            flavor: flavor,
            image: FakeImages.image,
            hasUserData: true,
            reservationID: "r-0000000\(number % 10)",
            disks: [BlockDevice(name: "disk", source: .image(FakeImages.image.id), sizeBytes: 1 << 30, bootIndex: 0)],
            interfaces: [
                ServerInterface(
                    request: .network(FakeNetworks.network.id, fixedAddress: nil),
                    tag: "public",
                    name: "\(number)-0",
                    port: FakeNetworks.port(
                        "ce531f90-199f-48c0-816c-13e38010b442",
                        of: id(number),
                        address: "192.168.1.\(number)"
                    )
                )
            ],
            createdAt: Timestamp(seconds: now.seconds + Int64(number))
        )
        server.phase = phase
        server.placements = [
            Placement(
                id: ID("placement-\(number)"),
                host: TestCloud.host,
                role: .current,
                allocation: flavor.allocation,
                epoch: 1
            )
        ]
        server.observation = phase.vmState == .active ? .running : .off
        server.launchedAt = now
        return server
    }

    private static let nobody = Caller(
        user: ID("nobody"),
        userName: "nobody",
        project: FakeIdentity.otherProject,
        projectName: "none",
        roles: []
    )

    static func action(of server: ID<Server>, _ request: String, _ name: String, at seconds: Int64) -> InstanceAction {
        let start = Timestamp(seconds: now.seconds + seconds)
        return InstanceAction(
            server: server,
            request: RequestID(request),
            action: name,
            user: ID("member"),
            project: FakeIdentity.project,
            startedAt: start,
            events: [
                InstanceAction.Event(
                    name: "host.\(name)",
                    startedAt: start,
                    finishedAt: start,
                    result: .success,
                    host: TestCloud.host
                )
            ]
        )
    }
}
