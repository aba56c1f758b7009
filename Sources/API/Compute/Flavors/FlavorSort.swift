internal import Model

/// In which order flavors are listed: by id where nothing is asked.
struct FlavorSort {
    private let key: String
    private let isDescending: Bool

    private static let keys: Set<String> = [
        "created_at", "description", "disabled", "ephemeral_gb", "flavorid", "id", "is_public", "memory_mb", "name",
        "root_gb", "rxtx_factor", "swap", "updated_at", "vcpu_weight", "vcpus",
    ]

    /// - Throws: 400 for a key or direction that there is not.
    init(_ query: inout Query) throws(APIError) {
        key = query.last("sort_key") ?? "flavorid"
        let direction = query.last("sort_dir") ?? "asc"
        guard Self.keys.contains(key) else {
            throw .badRequest("Invalid input for query parameter 'sort_key': '\(key.prefix(64))' is no such key.")
        }
        guard ["asc", "desc"].contains(direction) else {
            throw .badRequest(
                "Invalid input for query parameter 'sort_dir': must be 'asc' or 'desc'; the value is "
                    + "'\(direction.prefix(64))'."
            )
        }
        isDescending = direction == "desc"
    }

    func sorted(_ flavors: [Flavor]) -> [Flavor] {
        flavors.sorted { left, right in
            let (lesser, greater) = isDescending ? (right, left) : (left, right)
            let (first, second) = (number(lesser), number(greater))
            if first != second { return first < second }
            let (text, other) = (self.text(lesser), self.text(greater))
            return text == other ? lesser.id < greater.id : text < other
        }
    }

    private func number(_ flavor: Flavor) -> Double {
        switch key {
        case "memory_mb": Double(flavor.memoryMiB)
        case "vcpus": Double(flavor.vcpus)
        case "root_gb": Double(flavor.rootGiB)
        case "ephemeral_gb": Double(flavor.ephemeralGiB)
        case "swap": Double(flavor.swapMiB)
        case "rxtx_factor": flavor.rxtxFactor
        case "is_public": flavor.isPublic ? 1 : 0
        case "disabled": flavor.isDisabled ? 1 : 0
        default: 0
        }
    }

    private func text(_ flavor: Flavor) -> String {
        switch key {
        case "name": flavor.name
        case "description": flavor.description ?? ""
        default: flavor.id.value
        }
    }
}
