import Model

/// Masks that pick some of a guest's processors.
extension DemandReader {
    /// Nil without realtime; the image's mask wins over the flavor's. One processor at least must be left to ordinary
    /// work, unless the emulator's threads have a place of their own.
    func realtimeVCPUs(emulator: EmulatorThreadsPolicy?) throws(DemandConflict) -> CPUSet? {
        let realtime = ofFlavor("hw:cpu_realtime")
        guard try flag(realtime) == true else { return nil }
        let mask = imageFirst(flavor: "hw:cpu_realtime_mask", image: "hw_cpu_realtime_mask")
        let cpus = try picked(by: mask) ?? allVCPUs
        let settings = [realtime, mask].compactMap(\.self)
        guard !cpus.isEmpty, cpus.isSubset(of: allVCPUs) else {
            throw DemandConflict(settings, "the mask must pick some of the processors \(allVCPUs)")
        }
        if cpus == allVCPUs, emulator == nil {
            throw DemandConflict(
                settings,
                "one processor must not be realtime: leave it out by hw:cpu_realtime_mask (such as ^0), or set "
                    + "hw:emulator_threads_policy")
        }
        return cpus
    }

    /// The processors of a mixed guest that are dedicated: some, but not all.
    func dedicatedMask() throws(DemandConflict) -> CPUSet? {
        guard let mask = ofFlavor("hw:cpu_dedicated_mask"), let cpus = try picked(by: mask) else { return nil }
        guard !cpus.isEmpty, cpus != allVCPUs, cpus.isSubset(of: allVCPUs) else {
            throw DemandConflict([mask], "it must pick some of the processors \(allVCPUs), and leave some")
        }
        return cpus
    }

    /// A mask that starts with `^` takes from all.
    private func picked(by mask: DemandSetting?) throws(DemandConflict) -> CPUSet? {
        guard let mask, !mask.value.isEmpty else { return nil }
        let isExclusion = mask.value.first { !$0.isWhitespace } == "^"
        let text = isExclusion ? "\(allVCPUs),\(mask.value)" : mask.value
        guard let cpus = CPUSet(text) else {
            throw DemandConflict([mask], "it must be a mask of processors, such as 0-3,^1 or ^0")
        }
        return cpus
    }
}
