internal import HTTPTypes

/// The one range of a `Range` header.
///
/// Source: RFC 9110, section 14.
struct ByteRange {
    private enum Kind {
        case from(Int64, through: Int64?)
        case last(Int64)
    }

    private let kind: Kind

    /// - Throws: 416 for what is not one range of bytes.
    init(_ text: String) throws(APIError) {
        guard text.hasPrefix("bytes=") else { throw Self.refusal }
        let parts = text.dropFirst(6).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.allSatisfy(\.isASCII) }) else { throw Self.refusal }
        switch (Int64(parts[0]), Int64(parts[1])) {
        case (let first?, let last) where parts[1].isEmpty || (last ?? -1) >= first: kind = .from(first, through: last)
        case (nil, let count?) where parts[0].isEmpty && count > 0: kind = .last(count)
        default: throw Self.refusal
        }
    }

    /// - Throws: 416 where the content has none of these bytes.
    func resolved(_ size: Int64) throws(APIError) -> Range<Int64> {
        switch kind {
        case .from(let first, let last):
            guard first < size else { throw Self.refusal }
            return first..<min(last ?? size - 1, size - 1) + 1
        case .last(let count):
            guard size > 0 else { throw Self.refusal }
            return max(0, size - count)..<size
        }
    }

    private static let refusal = APIError(
        .rangeNotSatisfiable,
        "The Range header must be one range of bytes that the image has, like 'bytes=0-1023'."
    )
}
