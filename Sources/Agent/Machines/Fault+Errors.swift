internal import Demands
internal import GuestDesign
internal import Hypervisor
internal import Model

extension Fault {
    /// What a tenant reads of what went wrong on a host, and what an administrator reads beside it.
    init(_ error: any Error) {
        switch error {
        case let error as Fault: self = error
        case DiskError.imageRefused(let text), DiskError.imageUnavailable(let text):
            self.init(code: 400, message: text)
        case DiskError.noSpace(let text):
            self.init(
                code: 500,
                message:
                    "The host has no space left for the server's disks: an administrator must make room; then try again.",
                details: text)
        case let error as DesignRefusal:
            self.init(code: 400, message: error.message, details: error.detail)
        case let error as DemandConflict:
            self.init(code: 400, message: error.description)
        case let error as HypervisorError:
            self.init(
                code: 500, message: "The host's hypervisor could not do what was asked. \(Fault.advice)",
                details: error.description)
        default:
            self.init(
                code: 500, message: "The host could not do what was asked. \(Fault.advice)",
                details: String(reflecting: error))
        }
    }
}
