import Glibc
import Model
import Runtime
import Testing

@Suite("Runtimes")
struct RuntimeTests {
    @Test("An id is a random UUID in lower case")
    func uuids() {
        for runtime in [SimulatedRuntime(seed: 1), SystemRuntime()] as [any Runtime] {
            let ids = (0..<200).map { _ in runtime.uuid() }
            #expect(Set(ids).count == 200)
            for id in ids {
                let characters = Array(id)
                #expect(id.isUUID && id.count == 36 && id == id.lowercased())
                #expect(characters[14] == "4")
                #expect("89ab".contains(characters[19]))
            }
            // Each digit but the fixed ones takes all its values.
            for position in 0..<36 where ![8, 13, 14, 18, 19, 23].contains(position) {
                #expect(Set(ids.map { Array($0)[position] }).count == 16)
            }
        }
    }

    @Test("The machine's clocks run")
    func systemClocks() async throws {
        let runtime = SystemRuntime()
        let (now, uptime) = (runtime.now, runtime.uptime)
        try await runtime.sleep(for: .milliseconds(2))
        #expect(runtime.uptime - uptime >= .milliseconds(2))
        #expect(now > Timestamp(seconds: 1_700_000_000))
    }

    @Test("A cancelled sleep on the machine's clock ends")
    func systemCancellation() async {
        let runtime = SystemRuntime()
        let task = runtime.spawn("sleeper") {
            await #expect(throws: CancellationError.self) { try await runtime.sleep(for: .seconds(3600)) }
        }
        task.cancel()
        await task.finished()
    }

    @Test("A fail point is armed for its first passing, or for the one whose number is said")
    func armed() throws {
        let points = ["other", "one", "one", "one"].map(FailPoint.init)
        let first = try #require(ArmedFailPoint("one", signal: SIGKILL))
        #expect(points.map { first.isReached(by: $0) } == [false, true, false, false])
        let second = try #require(ArmedFailPoint("one#2", signal: SIGKILL))
        #expect(points.map { second.isReached(by: $0) } == [false, false, true, false])
        for text in ["one#0", "one#-1", "one#", "one#two"] { #expect(ArmedFailPoint(text, signal: SIGKILL) == nil) }
    }

    @Test("Passed fail points are written a line each")
    func trace() async throws {
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        let runtime = SystemRuntime(
            armed: [try #require(ArmedFailPoint("never", signal: SIGKILL))], tracingFailPointsTo: ends[1])
        try await runtime.pass(FailPoint("one"))
        try await runtime.pass(FailPoint("two"))
        close(ends[1])
        var bytes = [UInt8](repeating: 0, count: 64)
        let count = read(ends[0], &bytes, bytes.count)
        close(ends[0])
        #expect(String(decoding: bytes.prefix(max(0, count)), as: UTF8.self) == "one\ntwo\n")
    }
}
