import Glibc

/// A TCP connection to the service, on which anything can be said, and as slowly as one likes.
final class Wire {
    private let socket: Int32
    private var received: [UInt8] = []
    /// Whether the service ended the connection.
    private(set) var isClosed = false

    /// Nothing where no connection comes about.
    init?(port: Int) {
        socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard socket >= 0 else { return nil }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        address.sin_port = in_port_t(port).bigEndian
        let isConnected = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
        guard isConnected else {
            close(socket)
            return nil
        }
        var patience = timeval(tv_sec: 30, tv_usec: 0)
        setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit { close(socket) }

    func send(_ text: String) { send(Array(text.utf8)) }

    /// Sends it all, or as much as the service takes before it closes.
    func send(_ bytes: [UInt8]) {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { return }
            sent += count
        }
    }

    /// Says that nothing more will come, and keeps listening.
    func finishSending() { shutdown(socket, Int32(SHUT_WR)) }

    /// Takes in what there is; waits for so long at most.
    func listen(milliseconds: Int32) {
        var wish = pollfd(fd: socket, events: Int16(POLLIN), revents: 0)
        guard !isClosed, poll(&wish, 1, milliseconds) > 0 else { return }
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let count = recv(socket, &buffer, buffer.count, 0)
        if count > 0 { received += buffer[..<count] } else { isClosed = true }
    }

    /// The next answer; nothing where none has come whole in that time.
    func answer(within seconds: Int = 20) -> HTTPAnswer? {
        let deadline = Self.now + seconds * 1000
        while true {
            if let (answer, length) = HTTPAnswer.read(received) {
                received.removeFirst(length)
                return answer
            }
            guard !isClosed, Self.now < deadline else { return nil }
            listen(milliseconds: 100)
        }
    }

    /// Whether the service ends the connection in that time. What it still says is dropped.
    func closes(within seconds: Int) -> Bool {
        let deadline = Self.now + seconds * 1000
        while !isClosed, Self.now < deadline { listen(milliseconds: 100) }
        return isClosed
    }

    /// Milliseconds on a clock that only goes forward.
    static var now: Int {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return time.tv_sec * 1000 + time.tv_nsec / 1_000_000
    }
}
