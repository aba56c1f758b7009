import Libvirt
import Testing

@testable import LibvirtDriver

@Suite("Calls that libvirt does not return from", .timeLimit(.minutes(1)))
struct OutstandingCallsTests {
    @Test("are let go with their threads; what has not begun never runs; none are begun until all goes on")
    func letGo() async throws {
        let (calls, pool) = (OutstandingCalls(), try CallPool(threads: 1))
        let (gate, hasBegun) = (Gate(), Gate())
        let stuck = Task {
            try await calls.run(on: pool) {
                hasBegun.open()
                gate.wait()
            }
        }
        await Task.detached { hasBegun.wait() }.value
        let queued = Task { try await calls.run(on: pool) { Issue.record("it ran, though nobody waited for it") } }
        while calls.count < 2 { await Task.yield() }
        #expect(!calls.hasLeftBehind)
        calls.letGo()
        await #expect(throws: Silence.self) { try await stuck.value }
        await #expect(throws: Silence.self) { try await queued.value }
        await #expect(throws: Silence.self) { try await calls.run(on: pool) {} }
        #expect(calls.hasLeftBehind)
        gate.open()
        calls.goOn()
        // One thread: the stuck call has returned when this one runs.
        #expect(try await calls.run(on: pool) { 7 } == 7)
        #expect(!calls.hasLeftBehind)
    }
}
