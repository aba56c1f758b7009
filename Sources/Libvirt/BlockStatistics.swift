/// What went through a disk since the domain's start; nil where it is not known.
package struct BlockStatistics: Sendable, Equatable {
    package let readRequests: UInt64?
    package let readBytes: UInt64?
    package let writeRequests: UInt64?
    package let writeBytes: UInt64?
    package let errors: UInt64?
}
