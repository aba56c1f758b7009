import Foundation

/// How many deaths a store has to survive in a run.
enum Deaths {
    /// `VIREO_STORE_KILLS`.
    static let count = max(1, ProcessInfo.processInfo.environment["VIREO_STORE_KILLS"].flatMap { Int($0) } ?? 20)
}
