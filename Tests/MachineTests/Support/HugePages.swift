import Foundation

/// Pages of 2 MiB that the host has set aside.
enum HugePages {
    /// Why no guest can have so much memory of them; nil where one can.
    static func impossible(megabytes: Int) -> String? {
        let path = "/sys/kernel/mm/hugepages/hugepages-2048kB/free_hugepages"
        let text = try? String(contentsOfFile: path, encoding: .utf8)
        let free = text.flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) } ?? 0
        guard free * 2 >= megabytes else { return "the host has \(free) free pages of 2 MiB" }
        // libvirt looks for it when it starts.
        let mounts = (try? String(contentsOfFile: "/proc/mounts", encoding: .utf8)) ?? ""
        return mounts.contains(" hugetlbfs ") ? nil : "no hugetlbfs is mounted"
    }
}
