package import Model

/// The only door to time, chance and new tasks.
///
/// All that may differ between two runs of the same work comes through here, so that a test can hold it: the
/// simulated runtime runs everything on one thread, with a clock of its own, from a seed.
package protocol Runtime: Sendable {
    /// The wall clock: what records and documents carry. It may jump.
    var now: Timestamp { get }

    /// Time since some fixed point, which never jumps: for deadlines and measurements.
    var uptime: Duration { get }

    /// Suspends the calling task.
    ///
    /// - Throws: `CancellationError` as soon as the task is cancelled.
    func sleep(for duration: Duration) async throws

    /// 64 random bits. The system's runtime takes them from the kernel's cryptographic generator, a simulated one from
    /// its seed.
    func random() -> UInt64

    /// Starts a task that nobody waits for; its owner keeps the handle and cancels it.
    func spawn(_ name: String, _ work: @escaping @Sendable () async -> Void) -> RunningTask

    /// Passes a fail point; where it is armed, what the test wants happens here.
    func pass(_ point: FailPoint) async throws
}

extension Runtime {
    /// A random UUID (RFC 9562, version 4) in lower case.
    package func uuid() -> String {
        let high = random() & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        let low = random() & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for position in 0..<32 {
            if [8, 12, 16, 20].contains(position) { text.append(UInt8(ascii: "-")) }
            let word = position < 16 ? high : low
            text.append(digits[Int(word >> (60 - 4 * UInt64(position % 16)) & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    package func id<Entity>() -> ID<Entity> { ID(uuid()) }
}
