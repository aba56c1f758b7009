import CLibvirt
import Glibc

/// Operating system threads for calls that block, so that Swift's cooperative pool never does.
enum DetachedThread {
    /// Runs `body` on a new thread that nobody waits for, and that tools show as `name`, cut to 15 bytes.
    ///
    /// Throws `systemError` if the system gives no thread.
    static func start(named name: String, _ body: @escaping @Sendable () -> Void) throws(LibvirtError) {
        let work = Work(name: name, body: body)
        let opaque = unsafe Unmanaged.passRetained(work).toOpaque()
        var thread = pthread_t()
        let failure = unsafe pthread_create(&thread, nil, Work.run, opaque)
        guard failure == 0 else {
            unsafe Unmanaged<Work>.fromOpaque(opaque).release()
            throw LibvirtError(
                code: .systemError,
                domain: .thread,
                message: "cannot start the thread \(name): the system has none to give (errno \(failure))"
            )
        }
        pthread_detach(thread)
    }

    /// Runs `body` on a thread of its own, or here if the system has none to give: for releases that must happen.
    static func release(named name: String, _ body: @escaping @Sendable () -> Void) {
        do {
            try start(named: name, body)
        } catch {
            body()
        }
    }
}

/// What a new thread is to do, carried through the C entry point.
private final class Work: Sendable {
    static let run: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { opaque in
        guard let opaque = unsafe opaque else {
            return nil
        }
        let work = unsafe Unmanaged<Work>.fromOpaque(opaque).takeRetainedValue()
        unsafe clibvirt_name_thread(work.name)
        work.body()
        return nil
    }

    let name: String
    let body: @Sendable () -> Void

    init(name: String, body: @escaping @Sendable () -> Void) {
        self.name = name
        self.body = body
    }
}
