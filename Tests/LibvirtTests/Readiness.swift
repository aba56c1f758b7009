import Foundation
import Glibc

/// The socket on which a daemon tells that it is ready, as it would tell systemd.
final class Readiness {
    let path: URL
    private let socket: Int32

    init(in folder: URL) throws {
        path = folder.appending(path: "notify")
        socket = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.path.utf8.prefix($0.count - 1)) }
        let length = socklen_t(MemoryLayout.size(ofValue: address))
        let isBound = withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, length) == 0 }
        }
        guard isBound else {
            throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        }
        var limit = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout.size(ofValue: limit)))
    }

    deinit {
        close(socket)
    }

    /// Returns when the daemon is ready; throws if it has not said so in half a minute.
    func wait() throws {
        var message = [UInt8](repeating: 0, count: 256)
        repeat {
            let count = recv(socket, &message, message.count, 0)
            guard count > 0 else {
                throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
            }
            message.replaceSubrange(count..., with: repeatElement(0, count: message.count - count))
        } while !String(decoding: message, as: UTF8.self).contains("READY=1")
    }
}
