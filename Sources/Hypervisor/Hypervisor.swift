package import GuestDesign
package import Model

/// A machine monitor: what an agent asks of libvirt and QEMU.
///
/// Every call is safe to repeat. None of them returns before what it did can be observed.
package protocol Hypervisor: Sendable {
    /// What it is made of; asked before anything else, for it answers where all else may not.
    func versions() async throws(HypervisorError) -> HypervisorVersions

    /// What this host can do; asked once at start and after each reconnection.
    func capabilities() async throws(HypervisorError) -> HostCapabilities

    /// What an operating system drives, by a name of libosinfo's database; nil where the host does not know it.
    func operatingSystem(_ name: String) async -> OperatingSystemDevices?

    /// Every machine that the monitor knows, ours or not.
    func machines() async throws(HypervisorError) -> [ObservedMachine]

    /// What is known of that machine; nil where the monitor does not know it.
    func machine(_ server: ID<Server>) async throws(HypervisorError) -> ObservedMachine?

    /// The secret that seals the machine's TPM, by the name that its definition has for it; made of that value where
    /// there is none.
    func tpmSecret(of server: ID<Server>, orMake value: [UInt8]) async throws(HypervisorError) -> String

    /// The same, where there is one; nil where there is none.
    func tpmSecret(of server: ID<Server>) async throws(HypervisorError) -> String?

    /// Makes the definition so, whether there was one or not; a running guest keeps running as it was started.
    ///
    /// - Returns: what the monitor chose where the definition left it open.
    func define(_ guest: Guest, for placement: PlacementMark) async throws(HypervisorError) -> ResolvedGuest

    /// Starts a defined machine; does nothing where it runs.
    func start(_ server: ID<Server>) async throws(HypervisorError)

    /// Lets a stalled machine try its write again; does nothing where it is anything else.
    func resumeStalled(_ server: ID<Server>) async throws(HypervisorError)

    /// Asks the guest to switch itself off, as a power button does. It may not listen.
    func requestShutdown(_ server: ID<Server>) async throws(HypervisorError)

    /// Takes the power away; does nothing where the machine is off or unknown.
    func powerOff(_ server: ID<Server>) async throws(HypervisorError)

    /// Forgets the definition with its firmware variables, saved state and TPM, and the TPM's secret; does nothing where
    /// there is none.
    func undefine(_ server: ID<Server>) async throws(HypervisorError)

    /// What happens to machines from now on. Ends never; a lost connection is an event, after which the listener
    /// compares.
    func events() -> AsyncStream<HypervisorEvent>
}
