/// What a flavor limits.
///
/// Source: Nova's administrator guide, "Resource Limits".
extension DemandReader {
    func cpuTune() throws(DemandConflict) -> CPUTune {
        CPUTune(
            shares: try count(ofFlavor("quota:cpu_shares")), period: try count(ofFlavor("quota:cpu_period")),
            quota: try integer(ofFlavor("quota:cpu_quota")))
    }

    func ioTune() throws(DemandConflict) -> IOTune {
        var tune = IOTune()
        for limit in IOTune.Limit.ofFlavor {
            tune.limits[limit] = try count(ofFlavor("quota:disk_" + limit.rawValue))
        }
        return tune
    }

    /// `direction` is `inbound` or `outbound`; without an average there is no limit.
    func bandwidth(_ direction: String) throws(DemandConflict) -> Bandwidth? {
        let peak = try count(ofFlavor("quota:vif_\(direction)_peak"))
        let burst = try count(ofFlavor("quota:vif_\(direction)_burst"))
        guard let average = try count(ofFlavor("quota:vif_\(direction)_average")) else { return nil }
        return Bandwidth(average: average, peak: peak, burst: burst)
    }

    /// Given to every guest unless the flavor forbids it.
    func rng() throws(DemandConflict) -> RNGDemand? {
        let bytes = try count(ofFlavor("hw_rng:rate_bytes")) ?? 0
        let period = try count(ofFlavor("hw_rng:rate_period")) ?? 0
        guard try flag(ofFlavor("hw_rng:allowed")) ?? true else { return nil }
        return RNGDemand(rate: bytes > 0 && period > 0 ? RNGDemand.Rate(bytes: bytes, period: period) : nil)
    }
}
