import Model

/// Which of a guest's processors get host processors of their own.
///
/// Source: Nova's administrator guide, "CPU topologies"; "Flavors", section on `resources:` and `trait:` extra specs.
extension DemandReader {
    /// What the settings about pinning come to.
    struct Pinning {
        var policy: CPUPolicy?
        var threads: CPUThreadPolicy?
        var emulator: EmulatorThreadsPolicy?
        var dedicated = CPUSet([])
        var realtime: CPUSet?
    }

    func pinning() throws(DemandConflict) -> Pinning {
        var pinning = Pinning()
        pinning.emulator = try choice(ofFlavor("hw:emulator_threads_policy"))
        pinning.realtime = try realtimeVCPUs(emulator: pinning.emulator)
        let (namedPolicy, namedThreads) = (try cpuPolicy(), try threadPolicy())
        pinning.policy = try explicitPolicy(emulator: pinning.emulator) ?? namedPolicy
        pinning.threads = try hyperthreadingTrait() ?? namedThreads
        let mask = try dedicatedMask()
        switch pinning.policy {
        case nil, .shared: try checkShared(pinning, mask: mask)
        case .dedicated:
            try refuseDedicatedMask(policy: .dedicated)
            pinning.dedicated = allVCPUs
        case .mixed: pinning.dedicated = try mixed(mask: mask, realtime: pinning.realtime)
        }
        return pinning
    }

    var allVCPUs: CPUSet { CPUSet(0..<max(0, flavor.vcpus)) }

    /// The flavor's `dedicated` stands whatever the image says; its `shared` and `mixed` forbid an image to take more.
    func cpuPolicy() throws(DemandConflict) -> CPUPolicy? {
        let (flavor, image) = (ofFlavor("hw:cpu_policy"), ofImage("hw_cpu_policy"))
        let ofFlavor = try choice(flavor, as: CPUPolicy.self)
        let ofImage = try choice(image, as: CPUPolicy.self)
        let isForbidden =
            switch (ofFlavor, ofImage) {
            case (.shared, .mixed), (.shared, .dedicated), (.mixed, .dedicated): true
            default: false
            }
        if isForbidden {
            throw DemandConflict(
                [flavor, image].compactMap(\.self),
                "the image may not ask for more dedicated processors than the flavor")
        }
        return ofFlavor ?? ofImage
    }

    /// The image may choose where the flavor says nothing; a flavor's `prefer` stands, its other words must be met.
    func threadPolicy() throws(DemandConflict) -> CPUThreadPolicy? {
        let (flavor, image) = (ofFlavor("hw:cpu_thread_policy"), ofImage("hw_cpu_thread_policy"))
        let ofFlavor = try choice(flavor, as: CPUThreadPolicy.self)
        let ofImage = try choice(image, as: CPUThreadPolicy.self)
        guard let ofFlavor else { return ofImage }
        if ofFlavor != .prefer, let ofImage, ofImage != ofFlavor {
            throw DemandConflict(
                [flavor, image].compactMap(\.self), "the image must name the flavor's thread policy or none")
        }
        return ofFlavor
    }

    /// Processors asked for as resources of a class say the policy by themselves, and exclude its own setting.
    private func explicitPolicy(emulator: EmulatorThreadsPolicy?) throws(DemandConflict) -> CPUPolicy? {
        let shared = try resources("VCPU")
        let dedicated = try resources("PCPU")
        let policy = try cpuPolicy()
        let settings = shared.settings + dedicated.settings
        guard shared.count + dedicated.count > 0 else { return nil }
        if policy != nil {
            throw DemandConflict(
                settings + [ofFlavor("hw:cpu_policy"), ofImage("hw_cpu_policy")].compactMap(\.self),
                "name either a policy or resources of a class, not both")
        }
        if shared.count > 0, dedicated.count > 0 {
            throw DemandConflict(settings, "name either VCPU or PCPU, not both; hw:cpu_policy=mixed has some of each")
        }
        guard dedicated.count > 0 else { return .shared }
        let needed = flavor.vcpus + (emulator == .isolate ? 1 : 0)
        guard dedicated.count == needed else {
            throw DemandConflict(
                dedicated.settings,
                "the flavor has \(flavor.vcpus) processors"
                    + (emulator == .isolate ? " and isolates the emulator's threads" : "") + ": it must be \(needed)")
        }
        return .dedicated
    }

    private func resources(_ kind: String) throws(DemandConflict) -> (count: Int, settings: [DemandSetting]) {
        var settings: [DemandSetting] = []
        var sum = 0
        for key in flavor.extraSpecs.keys.sorted() where Self.isNumbered(key, "resources", ":\(kind)") {
            guard let setting = ofFlavor(key) else { continue }
            settings.append(setting)
            sum += try count(setting) ?? 0
        }
        return (sum, settings)
    }

    /// Threads asked for, or refused, as a trait of the host.
    private func hyperthreadingTrait() throws(DemandConflict) -> CPUThreadPolicy? {
        let name = "HW_CPU_HYPERTHREADING"
        let key = flavor.extraSpecs.keys.sorted().first { Self.isNumbered($0, "trait", ":\(name)") }
        guard let trait = key.flatMap(ofFlavor) ?? ofImage("trait:\(name)") else { return nil }
        let others = [ofFlavor("hw:cpu_thread_policy"), ofImage("hw_cpu_thread_policy")].compactMap(\.self)
        guard others.isEmpty else {
            throw DemandConflict([trait] + others, "name either the trait or a thread policy, not both")
        }
        switch trait.value {
        case "forbidden": return .isolate
        case "required": return .require
        default: return nil
        }
    }

    /// `resources:VCPU`, `resources2:VCPU`: a group's number may stand between.
    static func isNumbered(_ key: String, _ prefix: String, _ suffix: String) -> Bool {
        guard key.hasPrefix(prefix), key.hasSuffix(suffix), key.count >= prefix.count + suffix.count else {
            return false
        }
        let number = key.dropFirst(prefix.count).dropLast(suffix.count)
        return number.isEmpty || (number.allSatisfy { $0.isASCII && $0.isNumber } && number.first != "0")
    }

    private func checkShared(_ pinning: Pinning, mask: CPUSet?) throws(DemandConflict) {
        let policy = [ofFlavor("hw:cpu_policy"), ofImage("hw_cpu_policy")].compactMap(\.self)
        if pinning.threads != nil {
            let threads = [ofFlavor("hw:cpu_thread_policy"), ofImage("hw_cpu_thread_policy")].compactMap(\.self)
            throw DemandConflict(threads + policy, "a thread policy needs hw:cpu_policy=dedicated or mixed")
        }
        if pinning.emulator == .isolate {
            throw DemandConflict(
                [ofFlavor("hw:emulator_threads_policy")].compactMap(\.self) + policy,
                "isolated emulator threads need hw:cpu_policy=dedicated or mixed")
        }
        try refuseDedicatedMask(policy: .shared)
        if pinning.realtime != nil {
            throw DemandConflict(
                [ofFlavor("hw:cpu_realtime")].compactMap(\.self) + policy,
                "realtime processors need hw:cpu_policy=dedicated or mixed")
        }
    }

    private func refuseDedicatedMask(policy: CPUPolicy) throws(DemandConflict) {
        guard let mask = ofFlavor("hw:cpu_dedicated_mask"), !mask.value.isEmpty else { return }
        throw DemandConflict(
            [mask] + [ofFlavor("hw:cpu_policy"), ofImage("hw_cpu_policy")].compactMap(\.self),
            "the mask is for hw:cpu_policy=mixed only")
    }

    private func mixed(mask: CPUSet?, realtime: CPUSet?) throws(DemandConflict) -> CPUSet {
        let masks = [
            ofFlavor("hw:cpu_dedicated_mask"), ofFlavor("hw:cpu_realtime_mask"), ofImage("hw_cpu_realtime_mask"),
        ].compactMap(\.self)
        switch (mask, realtime) {
        case (let mask?, nil): return mask
        case (nil, let realtime?): return realtime
        case (_?, _?):
            throw DemandConflict(masks, "a mixed guest takes one mask, of dedicated or of realtime processors")
        case (nil, nil):
            throw DemandConflict(
                [ofFlavor("hw:cpu_policy") ?? ofImage("hw_cpu_policy")].compactMap(\.self),
                "a mixed guest needs hw:cpu_dedicated_mask, or realtime with hw:cpu_realtime_mask")
        }
    }
}
