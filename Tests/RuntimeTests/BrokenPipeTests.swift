import Glibc
import Runtime
import Testing

@Suite("The machine's runtime")
struct BrokenPipeTests {
    @Test("A pipe that nobody reads is an error, and no end of the process")
    func brokenPipe() {
        _ = SystemRuntime()
        var ends: [Int32] = [0, 0]
        #expect(pipe(&ends) == 0)
        close(ends[0])
        #expect(write(ends[1], "x", 1) == -1 && errno == EPIPE)
        close(ends[1])
    }
}
