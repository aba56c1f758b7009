import Model
import Testing

@testable import Standalone

@Suite("The cache of tokens")
struct TokenCacheTests {
    @Test("keeps nothing while nobody tells it of changes")
    func closed() {
        let cache = TokenCache()
        cache.put(token("a"), "a", readAt: cache.age)
        #expect(cache.get("a") == nil)
        cache.open()
        cache.put(token("a"), "a", readAt: cache.age)
        #expect(cache.get("a") != nil)
        cache.close()
        #expect(cache.get("a") == nil)
    }

    @Test("does not take what was read before a change")
    func late() {
        let cache = TokenCache()
        cache.open()
        let age = cache.age
        cache.forget("a")
        cache.put(token("a"), "a", readAt: age)
        #expect(cache.get("a") == nil)
    }

    @Test("holds no more than its capacity, and keeps what is used")
    func capacity() {
        let cache = TokenCache(capacity: 8)
        cache.open()
        cache.put(token("used"), "used", readAt: cache.age)
        for number in 0..<100 {
            cache.put(token("\(number)"), "\(number)", readAt: cache.age)
            #expect(cache.get("used") != nil)
        }
        let kept = (0..<100).filter { cache.get("\($0)") != nil }
        #expect(kept.count < 8)
    }

    private func token(_ name: String) -> Token {
        let time = Timestamp(seconds: 1)
        return Token(
            record: TokenRecord(
                user: ID(name), target: nil, methods: [], issuedAt: time, expiresAt: time, auditIDs: []),
            user: UserRecord(id: ID(name), name: name, createdAt: time), project: nil, roles: [])
    }
}
