internal import Foundation
internal import Glibc
internal import Runtime

/// Fail points as the environment arms them; for tests of what survives a kill.
enum FailPoints {
    /// `VIREO_FAIL_POINT` names the one at which the process is killed, `VIREO_FAIL_POINT_STOP` the one at which it is
    /// stopped until somebody continues it; `VIREO_FAIL_POINT_TRACE` names a file to which the names of all that are passed
    /// are appended.
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
        let signals = [("VIREO_FAIL_POINT", SIGKILL), ("VIREO_FAIL_POINT_STOP", SIGSTOP)]
        let armed = try signals.compactMap { setting, signal -> ArmedFailPoint? in
            guard let text = environment[setting] else { return nil }
            guard let point = ArmedFailPoint(text, signal: signal) else {
                throw SettingRefusal(setting, text, "the name of a fail point, with or without #1, #2 …")
            }
            return point
        }
        return SystemRuntime(armed: armed, tracingFailPointsTo: trace)
    }
}
