package import Model

extension NUMADemand {
    /// What flavor and image ask of the cells: `Demands.numa` without all the rest. Nil where they ask for none.
    package init?(flavor: Flavor, image: Image?) throws(DemandConflict) {
        let reader = DemandReader(flavor: flavor, image: image)
        guard let demand = try reader.numa(try reader.pinning()) else { return nil }
        self = demand
    }

    /// Whether a property of an image says something of the cells.
    package static func isAsked(by property: String) -> Bool {
        switch property {
        case "hw_cpu_policy", "hw_cpu_thread_policy", "hw_mem_page_size", "hw_numa_nodes": true
        default: property.hasPrefix("hw_numa_cpus.") || property.hasPrefix("hw_numa_mem.")
        }
    }

    /// In a few words, for whoever asked.
    package var summary: String {
        var parts = [cells.count == 1 ? "a NUMA cell" : "\(cells.count) NUMA cells"]
        if dedicatedVCPUs > 0 { parts.append("\(dedicatedVCPUs) dedicated CPU" + (dedicatedVCPUs == 1 ? "" : "s")) }
        if threadPolicy == .isolate || threadPolicy == .require {
            parts.append("the thread policy '\(threadPolicy?.rawValue ?? "")'")
        }
        if let pageSize { parts.append("pages of the size '\(pageSize)'") }
        return parts.count == 1
            ? parts[0] : parts.dropLast().joined(separator: ", ") + " and " + (parts.last ?? "")
    }
}
