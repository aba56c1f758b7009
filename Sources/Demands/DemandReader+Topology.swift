import Model

/// The layout of processors out of limits and wishes.
///
/// Source: Nova's administrator guide, "CPU topologies", section "Customizing instance CPU topologies".
extension DemandReader {
    func topology() throws(DemandConflict) -> CPUTopology {
        let limits = CPUTopology(
            sockets: try bounded(flavor: "hw:cpu_max_sockets", image: "hw_cpu_max_sockets") ?? Self.unlimited,
            cores: try bounded(flavor: "hw:cpu_max_cores", image: "hw_cpu_max_cores") ?? Self.unlimited,
            threads: try bounded(flavor: "hw:cpu_max_threads", image: "hw_cpu_max_threads") ?? Self.unlimited)
        let wish = try preferredTopology(within: limits)
        guard let best = Self.bestTopology(vcpus: flavor.vcpus, limits: limits, wish: wish) else {
            let settings = ["sockets", "cores", "threads"].flatMap { part in
                [ofFlavor("hw:cpu_max_\(part)"), ofImage("hw_cpu_max_\(part)")].compactMap(\.self)
            }
            throw DemandConflict(settings, "no layout within these limits has \(flavor.vcpus) processors")
        }
        return best
    }

    private static let unlimited = 65_536

    /// Any wish of the image replaces all of the flavor's; a flavor's wish beyond the limits is void, an image's refused.
    private func preferredTopology(within limits: CPUTopology) throws(DemandConflict) -> CPUTopology {
        let image = [ofImage("hw_cpu_sockets"), ofImage("hw_cpu_cores"), ofImage("hw_cpu_threads")]
        let ofImage = CPUTopology(
            sockets: try count(image[0]) ?? 0, cores: try count(image[1]) ?? 0, threads: try count(image[2]) ?? 0)
        guard ofImage.fits(limits) else {
            throw DemandConflict(image.compactMap(\.self), "it is beyond the most that image and flavor allow")
        }
        if ofImage != CPUTopology(sockets: 0, cores: 0, threads: 0) { return ofImage }
        let ofFlavor = CPUTopology(
            sockets: try count(self.ofFlavor("hw:cpu_sockets")) ?? 0,
            cores: try count(self.ofFlavor("hw:cpu_cores")) ?? 0,
            threads: try count(self.ofFlavor("hw:cpu_threads")) ?? 0)
        return ofFlavor.fits(limits) ? ofFlavor : CPUTopology(sockets: 0, cores: 0, threads: 0)
    }

    /// Among the layouts with exactly that many processors, the one that meets most parts of the wish; among equals
    /// fewer threads, then more sockets.
    static func bestTopology(vcpus: Int, limits: CPUTopology, wish: CPUTopology) -> CPUTopology? {
        let divisors = (1...max(vcpus, 1)).filter { vcpus % $0 == 0 }
        let possible = divisors.filter { $0 <= limits.threads }.flatMap { threads in
            divisors.filter { (vcpus / threads) % $0 == 0 && $0 <= limits.cores }.map { cores in
                CPUTopology(sockets: vcpus / threads / cores, cores: cores, threads: threads)
            }
        }
        return possible.filter { $0.sockets <= limits.sockets }.max { left, right in
            left.rank(for: wish).lexicographicallyPrecedes(right.rank(for: wish))
        }
    }
}

extension CPUTopology {
    fileprivate func fits(_ limits: CPUTopology) -> Bool {
        sockets <= limits.sockets && cores <= limits.cores && threads <= limits.threads
    }

    fileprivate func rank(for wish: CPUTopology) -> [Int] {
        let met = [
            wish.sockets != 0 && wish.sockets == sockets, wish.cores != 0 && wish.cores == cores,
            wish.threads != 0 && wish.threads == threads,
        ]
        return [met.count(where: \.self), sockets * cores, sockets]
    }
}
