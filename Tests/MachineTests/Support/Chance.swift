import Foundation

/// Chance that can be had again: with the same `VIREO_KILL_SEED` the same is chosen.
///
/// Source: SplitMix64.
struct Chance: RandomNumberGenerator {
    private static let seed: UInt64 = {
        let given = ProcessInfo.processInfo.environment["VIREO_KILL_SEED"].flatMap { UInt64($0) }
        let seed = given ?? UInt64.random(in: .min ... .max)
        print("VIREO_KILL_SEED=\(seed)")
        return seed
    }()

    private var state: UInt64

    /// - Parameter user: each has chances of its own, however many others take meanwhile.
    init(of user: String) {
        state = user.utf8.reduce(Self.seed) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
