import Testing

/// What a client may say that is not HTTP, or too much of it, and how it is answered.
struct BadRequest: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let bytes: @Sendable () -> [UInt8]
    var endsSending = false
    var statuses: Set<Int> = [400]

    init(
        _ name: String, _ statuses: Set<Int> = [400], endsSending: Bool = false,
        _ text: @escaping @Sendable () -> String
    ) {
        testDescription = name
        bytes = { Array(text().utf8) }
        self.statuses = statuses
        self.endsSending = endsSending
    }

    private static let post = "POST /identity/v3/auth/tokens HTTP/1.1\r\nHost: x\r\n"
    private static let chunked = post + "Transfer-Encoding: chunked\r\n\r\n"
    private static func long(_ count: Int) -> String { String(repeating: "a", count: count) }
    private static func fields(_ count: Int) -> String { (0..<count).map { "X-\($0): a\r\n" }.joined() }

    static let heads = [
        BadRequest("a field of 200 kB", [400, 431]) { "GET /healthz HTTP/1.1\r\nX: \(long(200_000))\r\n\r\n" },
        BadRequest("a field without an end", [400, 431]) { "GET /healthz HTTP/1.1\r\nX: \(long(50_000))" },
        BadRequest("1,000 fields", [400, 431]) { "GET /healthz HTTP/1.1\r\nHost: x\r\n\(fields(1000))\r\n" },
        BadRequest("100 fields of 1 kB", [400, 431]) {
            "GET /healthz HTTP/1.1\r\n" + (0..<90).map { "X-\($0): \(long(1000))\r\n" }.joined() + "\r\n"
        },
        BadRequest("a path of 20 kB", [400, 414]) { "GET /\(long(20_000)) HTTP/1.1\r\nHost: x\r\n\r\n" },
        BadRequest("a path without an end", [400, 414]) { "GET /\(long(2_000_000))" },
        BadRequest("a method without an end") { long(20_000).uppercased() },
        BadRequest("a TLS greeting") { "\u{16}\u{3}\u{1}\u{2}\0\u{1}\0\u{1}\u{7C}\u{3}\u{3}" },
        BadRequest("HTTP of another version", [400, 505]) { "GET /healthz HTTP/2.0\r\nHost: x\r\n\r\n" },
        BadRequest("a NUL in a field") { "GET /healthz HTTP/1.1\r\nHost: x\r\nA: \0\r\n\r\n" },
        BadRequest("a folded field") { "GET /healthz HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n" },
        BadRequest("a head that ends early", endsSending: true) { "GET /healthz HTTP/1.1\r\nHost: x\r\n" },
    ]

    static let bodies = [
        BadRequest("a body that ends early", endsSending: true) { post + "Content-Length: 100\r\n\r\n{\"auth\"" },
        BadRequest("a negative length") { post + "Content-Length: -1\r\n\r\n" },
        BadRequest("a length of 2^80") { post + "Content-Length: 1208925819614629174706176\r\n\r\n{}" },
        BadRequest("two lengths") { post + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n{}" },
        BadRequest("a length and chunks") {
            post + "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
        },
        BadRequest("an unknown coding", [400, 501]) { post + "Transfer-Encoding: gzip\r\n\r\n{}" },
        BadRequest("a chunk that is no number") { chunked + "zz\r\n{}\r\n" },
        BadRequest("a chunk of -1") { chunked + "-1\r\n{}\r\n" },
        BadRequest("a chunk of 2^68") { chunked + "fffffffffffffffff\r\n{}\r\n" },
        BadRequest("a chunk without its end") { chunked + "2\r\n{}zz\r\n" },
        BadRequest("a chunk that ends early", endsSending: true) { chunked + "ff\r\n{}" },
        BadRequest("1,000 trailers", [400, 431]) { chunked + "2\r\n{}\r\n0\r\n\(fields(1000))\r\n" },
        BadRequest("crumbs") { chunked + String(repeating: "1\r\n \r\n", count: 100_000) },
        BadRequest("a length over the limit", [413]) { post + "Content-Length: 100000000\r\n\r\n{" },
        BadRequest("more than the limit", [413]) { post + "Content-Length: 4000000\r\n\r\n\(long(4_000_000))" },
        BadRequest("chunks over the limit", [413]) {
            chunked + String(repeating: "10000\r\n\(long(65_536))\r\n", count: 100)
        },
    ]
}
