extension Guest {
    /// The `<features>` element.
    package struct Features: Hashable, Sendable {
        package var hasAPIC = true
        package var hyperV: HyperV?
        package var hasVMCoreInfo: Bool
        package var hidesKVM: Bool
        package var pmu: Bool?
        package var hasSMM: Bool
        package var hasIOAPIC: Bool
        /// MiB of QEMU's cache of translated code.
        package var translationCacheMiB: Int?
    }

    /// What makes Windows run well on KVM.
    package struct HyperV: Hashable, Sendable {
        /// Another vendor's name for guests that shall not know where they are.
        package var vendorID: String?
    }

    package struct Clock: Hashable, Sendable {
        package var isLocalTime: Bool
        package var timers: [Timer]
    }

    package struct Timer: Hashable, Sendable {
        package enum Setting: Hashable, Sendable {
            case tickPolicy(String)
            case present(Bool)
        }

        package var name: String
        package var setting: Setting
    }
}
