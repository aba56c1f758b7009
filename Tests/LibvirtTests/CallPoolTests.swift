import Dispatch
import Libvirt
import Testing

@Suite("A pool of threads for calls", .timeLimit(.minutes(1)))
struct CallPoolTests {
    @Test("gives back what a call answers and throws what it throws")
    func results() async throws {
        let pool = try CallPool(threads: 2)
        let connection = try Connection(uri: "test:///default")
        let name = try await pool.run { try connection.domain(name: "test").name }
        #expect(name == "test")
        do throws(LibvirtError) {
            _ = try await pool.run { () throws(LibvirtError) in try connection.domain(name: "absent") }
            Issue.record("a domain that does not exist was found")
        } catch {
            #expect(error.code == .noDomain)
        }
    }

    @Test("keeps each call's error its own when many fail and succeed at once")
    func manyAtOnce() async throws {
        let pool = try CallPool(threads: 4)
        let connection = try Connection(uri: "test:///default")
        let codes = await withTaskGroup(of: (Int, LibvirtError.Code?).self) { group in
            for number in 0..<400 {
                group.addTask {
                    do throws(LibvirtError) {
                        try await pool.run { () throws(LibvirtError) in
                            switch number % 4 {
                            case 0: _ = try connection.domain(name: "absent-\(number)")
                            case 1: _ = try connection.network(name: "absent-\(number)")
                            case 2: _ = try connection.domain(name: "test").state()
                            default: _ = try connection.defineDomain("<domain")
                            }
                        }
                        return (number, nil)
                    } catch {
                        return (number, error.code)
                    }
                }
            }
            var codes: [Int: LibvirtError.Code?] = [:]
            for await (number, code) in group {
                codes[number] = code
            }
            return codes
        }
        #expect(codes.count == 400)
        let expected: [LibvirtError.Code?] = [.noDomain, .noNetwork, nil, .xmlDetail]
        #expect(codes.allSatisfy { number, code in code == expected[number % 4] })
    }

    @Test("lets a quick call pass a slow one while a thread is free")
    func independence() async throws {
        let pool = try CallPool(threads: 2)
        let released = DispatchSemaphore(value: 0)
        async let slow: Void = pool.run { released.wait() }
        await pool.run {}
        await pool.run {}
        released.signal()
        await slow
    }

    @Test("runs every call that it is given, though they outnumber its threads")
    func backlog() async throws {
        let pool = try CallPool(threads: 1)
        let answers = await withTaskGroup(of: Int.self) { group in
            for number in 0..<100 {
                group.addTask {
                    await pool.run { number }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.sorted() == Array(0..<100))
    }
}
