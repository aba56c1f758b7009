internal import Cloud

extension NetworkAccount {
    /// Counts what is made.
    ///
    /// - Parameter quota: what a project may have that has no limits of its own.
    /// - Throws: `CloudError.overQuota`.
    mutating func add(
        _ kind: WritableKeyPath<NetworkQuota, Int>,
        _ count: Int = 1,
        within quota: NetworkQuota
    ) throws(CloudError) {
        let limit = (limits ?? quota)[keyPath: kind]
        guard limit < 0 || used[keyPath: kind] + count <= limit else {
            let name = NetworkQuota.kinds.first { $0.value == kind }?.key ?? "resource"
            throw .overQuota(
                "Quota exceeded for resources: ['\(name)']: the project has \(used[keyPath: kind]) of "
                    + "\(limit). Delete some, or ask an administrator for more."
            )
        }
        used[keyPath: kind] += count
    }

    /// Counts what is deleted.
    mutating func remove(_ kind: WritableKeyPath<NetworkQuota, Int>, _ count: Int = 1) {
        used[keyPath: kind] = max(0, used[keyPath: kind] - count)
    }
}
