import Model
import Store
import Testing

@testable import API

/// Encoded servers are kept while they are true, and no more of them than there is room for.
@Suite struct ServerViewCacheTests {
    private static func stored(_ number: Int, revision: Int64 = 1) -> Stored<Server> {
        let server = Samples.server(number)
        return Stored(key: server.id.value, value: server, created: Revision(1), revision: Revision(revision))
    }

    private func form(_ minor: Int) throws -> ServerView.Form {
        ServerView.Form(
            place: .detail,
            version: Microversion(minor),
            isAdmin: true,
            links: Links(base: "http://localhost/compute", project: "")
        )
    }

    private func find(_ cache: ServerViewCache, _ server: Stored<Server>, _ minor: Int) throws -> [UInt8]? {
        cache.find([server], try form(minor), standing: { _ in Self.up })[0]
    }

    private static let up = HostStanding(isAlive: true, isEnabled: true, isForcedDown: false)
    private static let down = HostStanding(isAlive: false, isEnabled: true, isForcedDown: false)

    @Test func isFoundForTheSameRevisionFormAndStandingOnly() throws {
        let cache = ServerViewCache(maximumBytes: 1 << 20) { 10 }
        cache.keep([1, 2, 3], of: Self.stored(1), try form(79), standing: Self.up)
        #expect(try find(cache, Self.stored(1), 79) == [1, 2, 3])
        #expect(try find(cache, Self.stored(1, revision: 2), 79) == nil)
        #expect(try find(cache, Self.stored(1), 78) == nil)
        #expect(try find(cache, Self.stored(2), 79) == nil)
        let elsewhere = cache.find([Self.stored(1)], try form(79), standing: { _ in Self.down })
        #expect(elsewhere == [nil])
    }

    @Test func takesNoMoreThanItsRoomAndKeepsWhatIsAskedFor() throws {
        let cache = ServerViewCache(maximumBytes: 100_000) { 500 }
        let bytes = [UInt8](repeating: 0, count: 1000)
        for number in 1...500 {
            cache.keep(bytes, of: Self.stored(number), try form(79), standing: Self.up)
            if number > 1 { #expect(try find(cache, Self.stored(1), 79) != nil) }
            #expect(cache.size <= 100_000 + 1160)
        }
        #expect(try find(cache, Self.stored(2), 79) == nil)
        #expect(try find(cache, Self.stored(500), 79) != nil)
    }

    @Test func aNewerViewTakesTheOldOnesPlace() throws {
        let cache = ServerViewCache(maximumBytes: 1 << 20) { 10 }
        for revision in 1...10 {
            cache.keep([0], of: Self.stored(1, revision: Int64(revision)), try form(79), standing: Self.up)
        }
        #expect(cache.size < 200)
    }

    @Test func viewsOfServersThatAreGoneGoToo() throws {
        let cache = ServerViewCache(maximumBytes: 1 << 30) { 1 }
        for number in 1...5000 {
            cache.keep([0], of: Self.stored(number), try form(79), standing: Self.up)
            #expect(try find(cache, Self.stored(1), 79) != nil)
        }
        #expect(cache.size < 600 * 200)
        #expect(try find(cache, Self.stored(5000), 79) != nil)
    }
}
