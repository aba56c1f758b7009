import Demands

extension Designer {
    func cpu() throws(DesignRefusal) -> Guest.CPU? {
        guard architecture == capabilities.architecture else { return try emulatedCPU() }
        let mode = settings.cpuMode ?? (architecture == "aarch64" ? .hostPassthrough : .hostModel)
        guard mode != .none else { return Guest.CPU(mode: nil, model: nil, features: [], topology: demands.topology) }
        return Guest.CPU(
            mode: mode, model: try cpuModel(for: mode), features: cpuFeatures(), topology: demands.topology)
    }

    /// The first of the operator's models that has what the flavor's traits require, by the name that libvirt knows it
    /// by; it must know the others too.
    ///
    /// Source: Nova's `nova/virt/libvirt/driver.py`, `_get_cpu_model_mapping`, `_match_cpu_model_by_flags`.
    private func cpuModel(for mode: HostSettings.CPUMode) throws(DesignRefusal) -> String? {
        guard mode == .custom else {
            guard settings.cpuModels.isEmpty else {
                throw misconfigured("cpu_models is for cpu_mode=custom only, not \(mode.rawValue)")
            }
            return nil
        }
        guard !settings.cpuModels.isEmpty else {
            guard architecture == "aarch64" else { throw misconfigured("cpu_mode=custom needs cpu_models") }
            return "max"
        }
        let required = CPUModelTraits.known(in: request.flavor.requiredTraits)
        let fitting = try knownModels().first { required.isSubset(of: CPUModelTraits.traits(of: $0)) }
        guard let fitting else {
            throw DesignRefusal(
                "The flavor requires traits of processors that are not offered together: "
                    + required.sorted().map { "HW_CPU_X86_" + $0 }.joined(separator: ", ") + ".",
                detail: "none of cpu_models has them")
        }
        return fitting
    }

    private func knownModels() throws(DesignRefusal) -> [String] {
        let known = capabilities.domains.filter { $0.architecture == architecture }.flatMap(\.cpuModels)
        guard !known.isEmpty else { return settings.cpuModels }
        return try settings.cpuModels.map { wanted throws(DesignRefusal) in
            guard let name = known.first(where: { $0.lowercased() == wanted.lowercased() }) else {
                throw misconfigured("cpu_models names '\(wanted)', which libvirt does not know")
            }
            return name
        }
    }

    private func misconfigured(_ detail: String) -> DesignRefusal {
        DesignRefusal("The host's processor settings are wrong; ask the operator.", detail: detail)
    }

    /// `-name` switches a feature off, `name` or `+name` on; the first word on a feature counts. By name, as Nova has
    /// them.
    private func cpuFeatures() -> [Guest.CPU.Feature] {
        var features: [Guest.CPU.Feature] = []
        for flag in settings.cpuModelExtraFlags.map({ $0.lowercased() }) {
            let name = String(flag.drop { $0 == "-" || $0 == "+" })
            guard !name.isEmpty, !features.contains(where: { $0.name == name }) else { continue }
            features.append(Guest.CPU.Feature(name: name, isRequired: flag.first != "-"))
        }
        return features.sorted { $0.name < $1.name }
    }

    /// No host model exists for a foreign architecture.
    private func emulatedCPU() throws(DesignRefusal) -> Guest.CPU? {
        guard architecture != "mipsel" else { return nil }
        let models = ["aarch64": "cortex-a57", "ppc64le": "POWER8"]
        let isNamed = settings.cpuMode == .custom && models[architecture] == nil
        let model = isNamed ? try cpuModel(for: .custom) : models[architecture]
        let features = settings.cpuMode == HostSettings.CPUMode.none ? [] : cpuFeatures()
        return Guest.CPU(mode: nil, model: model, features: features, topology: demands.topology)
    }
}
