import CLibvirt

extension Domain {
    /// Starts the defined domain and returns when QEMU is up. Throws `operationInvalid` if it runs already.
    package func start(_ options: StartOptions = []) throws(LibvirtError) {
        try handle.call { unsafe virDomainCreateWithFlags($0, options.rawValue) }
    }

    /// Asks the guest to shut down, and returns at once. The guest may ignore it; only an event tells that it obeyed.
    package func shutdown(_ way: ShutdownWay = .acpi) throws(LibvirtError) {
        try handle.call { unsafe virDomainShutdownFlags($0, way.shutdownFlags) }
    }

    /// Asks the guest to reboot, and returns at once; the guest may ignore it.
    package func reboot(_ way: ShutdownWay = .acpi) throws(LibvirtError) {
        try handle.call { unsafe virDomainReboot($0, way.rebootFlags) }
    }

    /// Presses the reset button: the guest starts over without a chance to shut down, in the same process.
    package func reset() throws(LibvirtError) {
        try handle.call { unsafe virDomainReset($0, 0) }
    }

    /// Ends the domain's process. With `graceful`, QEMU is only asked to end, and the call throws if it does not;
    /// otherwise it is killed in the end. Throws `operationInvalid` if the domain does not run.
    package func destroy(graceful: Bool = false) throws(LibvirtError) {
        let flags = graceful ? VIR_DOMAIN_DESTROY_GRACEFUL : VIR_DOMAIN_DESTROY_DEFAULT
        try handle.call { unsafe virDomainDestroyFlags($0, flags.rawValue) }
    }

    /// Stops the guest's processors; memory and process stay.
    package func suspend() throws(LibvirtError) {
        try handle.call { unsafe virDomainSuspend($0) }
    }

    /// Lets a paused guest go on, also one that was started paused.
    package func resume() throws(LibvirtError) {
        try handle.call { unsafe virDomainResume($0) }
    }
}
