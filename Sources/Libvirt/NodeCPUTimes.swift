/// The time that all of a host's processors have spent since its boot, in nanoseconds; 0 for what the host does not tell.
package struct NodeCPUTimes: Sendable, Equatable {
    package let kernel: UInt64
    package let user: UInt64
    package let idle: UInt64
    package let ioWait: UInt64
}
