internal import CHeap

/// How the C library's allocator keeps memory.
///
/// Source: mallopt(3).
enum Heap {
    /// Large blocks go back to the system when they are given back: one check of a password takes 16 MiB for a moment,
    /// which the allocator would keep for good. Few arenas: each keeps what was once used in it.
    static func setUp() {
        _ = mallopt(M_MMAP_THRESHOLD, 1 << 20)
        _ = mallopt(M_TRIM_THRESHOLD, 1 << 20)
        _ = mallopt(M_ARENA_MAX, 2)
    }

    /// Gives the system back what a start took and needs no longer: what lies between blocks in use stays otherwise.
    static func trim() { _ = malloc_trim(0) }
}
