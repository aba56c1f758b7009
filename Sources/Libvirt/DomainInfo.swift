/// What a domain has used and may use.
package struct DomainInfo: Sendable, Equatable {
    package let maximumMemoryKiB: UInt64
    package let memoryKiB: UInt64
    package let processors: Int
    /// Processor time used since the start; 0 for a domain that does not run.
    package let cpuNanoseconds: UInt64
}
