internal import Glibc

/// What the machine says of itself.
enum HostFacts {
    static var hostname: String {
        var buffer = [CChar](repeating: 0, count: 256)
        guard gethostname(&buffer, buffer.count - 1) == 0 else { return "localhost" }
        return buffer.withUnsafeBufferPointer { bytes in
            String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }

    /// GiB in all of the file system that holds the folder.
    static func diskGiB(of folder: String) -> Int {
        var statistics = statvfs()
        guard statvfs(folder, &statistics) == 0 else { return 0 }
        return Int((UInt64(statistics.f_blocks) * UInt64(statistics.f_frsize)) >> 30)
    }

    static var memoryMiB: Int { (sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))) >> 20 }

    /// The address of the first link that is up and leads elsewhere; the loopback address where there is none.
    static var address: String {
        var list: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&list) == 0 else { return "127.0.0.1" }
        defer { freeifaddrs(list) }
        var next = list
        while let entry = next {
            defer { next = entry.pointee.ifa_next }
            guard let address = entry.pointee.ifa_addr, address.pointee.sa_family == sa_family_t(AF_INET),
                entry.pointee.ifa_flags & UInt32(IFF_LOOPBACK) == 0
            else { continue }
            var text = [CChar](repeating: 0, count: Int(NI_MAXHOST))
            if getnameinfo(
                address, socklen_t(MemoryLayout<sockaddr_in>.size), &text, socklen_t(text.count), nil, 0, NI_NUMERICHOST
            )
                == 0
            {
                return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            }
        }
        return "127.0.0.1"
    }

    /// The kernel's name of this boot. Source: random(4), `/proc/sys/kernel/random/boot_id`.
    static var bootID: String { TextFile.read("/proc/sys/kernel/random/boot_id") ?? "" }

    static var processors: Int { sysconf(Int32(_SC_NPROCESSORS_ONLN)) }
}
