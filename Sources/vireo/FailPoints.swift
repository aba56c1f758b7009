internal import Foundation
internal import Glibc
internal import Runtime

/// Fail points as the environment arms them; for tests of what survives a kill.
enum FailPoints {
    /// `VIREO_FAIL_POINT` names the one at which the process is killed; `VIREO_FAIL_POINT_TRACE` names a file to which
    /// the names of all that are passed are appended.
    static func runtime() throws -> SystemRuntime {
        let environment = ProcessInfo.processInfo.environment
        var trace: Int32?
        if let path = environment["VIREO_FAIL_POINT_TRACE"] {
            let file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
            guard file >= 0 else {
                throw SettingRefusal("VIREO_FAIL_POINT_TRACE", path, "a file that can be written")
            }
            trace = file
        }
        return SystemRuntime(armedFailPoint: environment["VIREO_FAIL_POINT"], tracingFailPointsTo: trace)
    }
}
