package import Hypervisor
internal import Libvirt
internal import Logging
package import Model

extension LibvirtHypervisor {
    /// A libvirtd that died while it made the rules of a guest's links leaves some of them. The next one does not make
    /// them again, because they are there, and does not remove them, because it does not know them.
    package func start(_ server: ID<Server>) async throws(HypervisorError) {
        let blocked = try await withMachine(server) { domain -> [String] in
            do {
                try Self.start(domain)
                return []
            } catch let error as LibvirtError where error.domain == .firewall {
                let links = Self.filteredLinks(in: try domain.xml(.inactive))
                guard !links.isEmpty else { throw error }
                session.logger.warning(
                    "rules of the guest's links are made anew",
                    metadata: ["server": "\(server)", "error": "\(error)"])
                return links
            }
        }
        guard !blocked.isEmpty else { return }
        try await chains.remove(of: blocked)
        try await withMachine(server) { try Self.start($0) }
    }

    private static func start(_ domain: Domain) throws(LibvirtError) {
        do {
            switch try domain.state() {
            case .off: try domain.start()
            case .crashed, .paused(.crashed):
                try domain.destroy()
                try domain.start()
            case .paused: try domain.resume()
            case .running, .blocked, .shuttingDown, .pmSuspended, .none, .unknown: return
            }
        } catch let error where error.code == .operationInvalid {
            // Somebody else was faster.
            guard case .running = try domain.state() else { throw error }
        }
    }

    package func resumeStalled(_ server: ID<Server>) async throws(HypervisorError) {
        try await withMachine(server) { domain in
            if case .paused(.ioError) = try domain.state() { try domain.resume() }
        } unless: {
            !$0.isPaused
        }
    }

    package func requestShutdown(_ server: ID<Server>) async throws(HypervisorError) {
        try await withMachine(server) { domain in
            if try domain.isActive() { try domain.shutdown(.acpi) }
        } unless: {
            // What does not run on hears nothing, as a guest that does not listen.
            $0.isOff || $0.isPaused
        }
    }

    package func powerOff(_ server: ID<Server>) async throws(HypervisorError) {
        let logger = session.logger
        _ = try await ifKnown(server) { domain in
            do {
                guard try domain.isActive() else { return }
                try domain.destroy(graceful: true)
            } catch let error as LibvirtError where Self.leavesItRunning(error) {
                logger.warning(
                    "QEMU does not end when asked and is killed",
                    metadata: ["server": "\(server)", "error": "\(error)"])
                try domain.destroy()
            } catch let error as LibvirtError where error.code == .operationInvalid {
                // It went by itself meanwhile.
            }
        }
    }

    /// What libvirt says of a process that did not go.
    private static func leavesItRunning(_ error: LibvirtError) -> Bool {
        [.resourceBusy, .operationFailed, .operationTimeout, .systemError].contains(error.code)
            && !error.isConnectionLost
    }

    /// - Parameter isDone: looks at the state when libvirt says that it does not allow the operation: whether there is
    ///   nothing left to do.
    private func withMachine(
        _ server: ID<Server>, _ body: @escaping @Sendable (Domain) throws -> Void,
        unless isDone: @escaping @Sendable (DomainState) -> Bool
    ) async throws(HypervisorError) {
        try await withMachine(server) { domain in
            do {
                try body(domain)
            } catch let error as LibvirtError where error.code == .operationInvalid {
                guard isDone(try domain.state()) else { throw error }
            }
        }
    }
}

extension DomainState {
    fileprivate var isOff: Bool { if case .off = self { true } else { false } }
    fileprivate var isPaused: Bool { if case .paused = self { true } else { false } }
}
