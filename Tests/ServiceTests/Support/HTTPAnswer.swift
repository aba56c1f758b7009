import JSON

/// An answer as it stood on the wire, with a body of a known length.
struct HTTPAnswer {
    let status: Int
    let headers: [String: String]
    let bytes: [UInt8]

    var body: JSONValue { (try? JSONValue(parsing: bytes)) ?? .null }

    /// The answer at the start of the bytes and its length; nothing where it is not whole yet.
    static func read(_ bytes: [UInt8]) -> (HTTPAnswer, Int)? {
        let mark = Array("\r\n\r\n".utf8)
        guard let end = bytes.indices.first(where: { bytes[$0...].starts(with: mark) }) else { return nil }
        let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
        let words = lines.first?.split(separator: " ") ?? []
        guard words.count > 1, let status = Int(words[1]) else { return nil }
        var headers: [String: String] = [:]
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = line[line.index(after: colon)...].drop { $0 == " " }
            headers[line[..<colon].lowercased()] = String(value)
        }
        let start = end + mark.count
        let length = headers["content-length"].flatMap { Int($0) } ?? 0
        guard bytes.count >= start + length else { return nil }
        let body = Array(bytes[start..<start + length])
        return (HTTPAnswer(status: status, headers: headers, bytes: body), start + length)
    }

    /// Whether the body is an error in the form of the service that the path belongs to.
    func isError(of path: String) -> Bool {
        if path.hasPrefix("/identity") { return body["error"]?["code"] == .integer(Int64(status)) }
        if path.hasPrefix("/network") { return body["NeutronError"]?["message"]?.stringValue?.isEmpty == false }
        if path.hasPrefix("/image") { return body["code"]?.stringValue?.hasPrefix("\(status)") == true }
        return body.members?.first?.value["code"] == .integer(Int64(status))
    }
}
