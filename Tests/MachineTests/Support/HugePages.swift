import Foundation

/// Pages of 2 MiB that the host sets aside.
enum HugePages {
    private static let folder = "/sys/kernel/mm/hugepages/hugepages-2048kB/"

    /// Why no guest can have so much memory of them; nil where one can.
    static func impossible(megabytes: Int) -> String? {
        let free = count("free_hugepages")
        guard free * 2 >= megabytes else { return "the host has \(free) free pages of 2 MiB" }
        // libvirt looks for mounts when it starts, and makes its folders there.
        let mounts = (try? String(contentsOfFile: "/proc/mounts", encoding: .utf8)) ?? ""
        let points = mounts.split(separator: "\n").map { $0.split(separator: " ") }.filter { $0[2] == "hugetlbfs" }
        let isUsed = points.contains { FileManager.default.fileExists(atPath: "\($0[1])/libvirt/qemu") }
        return isUsed ? nil : "libvirt knows no mount of hugetlbfs"
    }

    /// Has the host set so much more aside, as far as its memory lets, and afterwards as much as before.
    static func whileReserved<Value>(megabytes: Int, _ body: () async throws -> Value) async rethrows -> Value {
        let before = count("nr_hugepages")
        set(before + megabytes / 2)
        defer { set(before) }
        return try await body()
    }

    private static func count(_ name: String) -> Int {
        let text = try? String(contentsOfFile: folder + name, encoding: .utf8)
        return text.flatMap { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) } ?? 0
    }

    private static func set(_ pages: Int) {
        try? "\(pages)".write(toFile: folder + "nr_hugepages", atomically: false, encoding: .utf8)
    }
}
