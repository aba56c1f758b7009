import Libvirt
import Testing

@Suite(
    "A machine of QEMU's",
    .enabled(if: PrivateDaemon.hasEmulator),
    .serialized,
    .timeLimit(.minutes(2))
)
struct QEMUTests {
    let daemon: PrivateDaemon
    let connection: Connection

    init() throws {
        daemon = try PrivateDaemon()
        connection = try Connection(uri: daemon.uri("qemu", "session"))
    }

    private static func machine(name: String, uuid: String) -> String {
        """
        <domain type='qemu'>
          <name>\(name)</name>
          <uuid>\(uuid)</uuid>
          <memory unit='MiB'>32</memory>
          <vcpu>1</vcpu>
          <os><type arch='x86_64' machine='pc'>hvm</type></os>
          <devices><emulator>\(PrivateDaemon.emulator)</emulator><controller type='usb' model='qemu-xhci'/></devices>
        </domain>
        """
    }

    @Test("starts paused, takes and gives up a disk while it runs, is reset and destroyed")
    func life() async throws {
        let uuid = "6a1f0f1e-0000-4000-8000-000000000301"
        let events = try connection.events()
        let domain = try connection.defineDomain(Self.machine(name: "machine", uuid: uuid))
        try domain.start(.paused)
        defer { try? domain.destroy() }
        #expect(try domain.state() == .paused(.startingUp) || domain.state() == .paused(.user))
        try domain.resume()

        let image = try daemon.file(named: "disk.raw", bytes: 1_048_576)
        let disk = """
            <disk type='file' device='disk'>
              <driver name='qemu' type='raw'/>
              <source file='\(image)'/>
              <target dev='sda' bus='usb'/>
              <alias name='ua-disk'/>
            </disk>
            """
        try domain.attachDevice(disk, to: [.live, .config])
        #expect(try domain.xml().contains("ua-disk"))
        #expect(try domain.xml(.inactive).contains("ua-disk"))
        #expect(try domain.blockInfo("sda").capacity == 1_048_576)
        #expect(try domain.blockStatistics("sda").readBytes != nil)
        #expect(try domain.info().cpuNanoseconds > 0)
        try domain.detachDevice(disk, from: [.live, .config])
        #expect(failure { try domain.detachDevice(disk, from: .live) } == .deviceMissing)
        #expect(try !domain.xml(.inactive).contains("ua-disk"))

        try domain.reset()
        try domain.destroy(graceful: true)
        #expect(try domain.state() == .off(.destroyed))
        try domain.undefine([.nvram, .managedSave, .snapshotsMetadata, .checkpointsMetadata, .tpm])

        var changes: [DomainChange] = []
        for await case .domain(let event) in events where event.uuid == uuid {
            changes.append(event.change)
            if event.change == .undefined(.removed) {
                break
            }
        }
        let expected: [DomainChange] = [
            .defined(.added),
            .started(.booted),
            .resumed(.unpaused),
            .deviceAdded(alias: "ua-disk"),
            .deviceRemoved(alias: "ua-disk"),
            .stopped(.destroyed),
            .undefined(.removed),
        ]
        #expect(changes.filter(expected.contains) == expected)
        // How often is QEMU's affair: one reset has been told once and three times.
        #expect(changes.contains(.rebooted))
    }

    @Test("finds the host's capabilities, and secrets by what they are for")
    func host() throws {
        let machine = try connection.domainCapabilities(
            emulator: PrivateDaemon.emulator,
            machine: "q35",
            virtType: "qemu"
        )
        #expect(machine.contains("<domain>qemu</domain>"))
        #expect(failure { _ = try connection.domainCapabilities(machine: "no-such-machine") } == .invalidArgument)
        #expect(try connection.hypervisorVersion() >= Version(6, 0))

        let uuid = "6a1f0f1e-0000-4000-8000-000000000302"
        let secret = try connection.defineSecret(
            """
            <secret ephemeral='yes' private='no'>
              <uuid>\(uuid)</uuid>
              <usage type='iscsi'><target>volume-1</target></usage>
            </secret>
            """
        )
        #expect(secret.uuid == uuid)
        #expect(try !secret.hasValue())
        try secret.setValue([0, 1, 0xff])
        #expect(try secret.hasValue())
        #expect(try connection.secret(.iscsi, id: "volume-1").uuid == uuid)
        #expect(try connection.secret(uuid: uuid).uuid == uuid)
        #expect(try connection.secrets().map(\.uuid) == [uuid])
        try secret.undefine()
        #expect(failure { _ = try connection.secret(.iscsi, id: "volume-1") } == .noSecret)
        #expect(failure { _ = try connection.secret(uuid: uuid) } == .noSecret)
    }
}
