internal import JSON
internal import Model
internal import Standalone

/// Which images a list is to have.
struct ImageFilter {
    /// Parameters that are compared with the member's text; `in:a,b` takes any of several.
    private static let compared: KeyValuePairs<String, @Sendable (ImageRecord) -> String?> = [
        "id": { $0.id.value }, "name": { $0.attributes.name }, "status": { $0.status.rawValue },
        "container_format": { $0.attributes.containerFormat }, "disk_format": { $0.attributes.diskFormat },
        "owner": { $0.project?.value }, "checksum": { $0.content?.md5 }, "os_hash_value": { $0.content?.sha512 },
        "os_hash_algo": { $0.content == nil ? nil : "sha512" },
    ]

    private let tests: [@Sendable (ImageRecord) -> Bool]
    private let visibility: ImageVisibility?
    private let isAll: Bool
    private let isHidden: Bool

    /// - Throws: 400 for a value that the parameter cannot have.
    init(_ query: inout Query) throws(APIError) {
        var tests: [@Sendable (ImageRecord) -> Bool] = []
        let visibility = query.last("visibility")
        isAll = visibility == "all"
        self.visibility =
            isAll
            ? nil
            : try visibility.map { (text) throws(APIError) in
                try ImageProperty.visibility(.string(text))
            }
        isHidden = try query.bool("os_hidden") ?? false
        _ = query.last("member_status")
        let tags = query.all("tag")
        tests.append { Set(tags).isSubset(of: $0.attributes.tags) }
        if let flag = try query.bool("protected") { tests.append { $0.attributes.isProtected == flag } }
        let integers = 0...Int.max
        if let size = try query.integer("size_min", in: integers) { tests.append { $0.content?.size ?? 0 >= size } }
        if let size = try query.integer("size_max", in: integers) { tests.append { $0.content?.size ?? 0 <= size } }
        if let ram = try query.integer("min_ram", in: integers) { tests.append { $0.attributes.minRAM == ram } }
        if let disk = try query.integer("min_disk", in: integers) { tests.append { $0.attributes.minDisk == disk } }
        for (name, text) in Self.compared {
            guard let value = query.last(name) else { continue }
            let wanted = Self.words(value)
            tests.append { record in text(record).map(wanted.contains) ?? false }
        }
        for name in ["created_at", "updated_at"] {
            for value in query.all(name) { tests.append(try Self.time(name, value)) }
        }
        // What is left are properties.
        for name in query.remaining {
            guard let value = query.last(name) else { continue }
            tests.append { $0.attributes.properties[name] == value }
        }
        self.tests = tests
    }

    /// Whether the list of that caller has the image, which the caller may see.
    func takes(_ record: ImageRecord, for caller: Caller) -> Bool {
        guard record.attributes.isHidden == isHidden, tests.allSatisfy({ $0(record) }) else { return false }
        if let visibility { return record.attributes.visibility == visibility }
        // A community image is listed only for its owner, or where such images are asked for.
        return isAll || record.attributes.visibility != .community || record.project == caller.project
    }

    private static func words(_ value: String) -> Set<String> {
        guard value.hasPrefix("in:") else { return [value] }
        return Set(value.dropFirst(3).split(separator: ",").map { $0.filter { $0 != "\"" } })
    }

    /// `gt:2026-01-31T08:15:00Z` and the like.
    private static func time(_ name: String, _ value: String) throws(APIError) -> @Sendable (ImageRecord) -> Bool {
        let parts = value.split(separator: ":", maxSplits: 1)
        let hasOperator = parts.count == 2 && ["gt", "gte", "lt", "lte", "eq", "neq"].contains(parts[0])
        guard let time = Timestamp(iso8601: hasOperator ? String(parts[1]) : value) else {
            throw .badRequest(
                "Invalid input for query parameter '\(name)': must be an operator and a time, like "
                    + "'gt:2026-01-31T08:15:00Z'; the value is '\(value.prefix(64))'."
            )
        }
        let isCreation = name == "created_at"
        let compare: @Sendable (Timestamp) -> Bool =
            switch hasOperator ? parts[0] : "eq" {
            case "gt": { $0 > time }
            case "gte": { $0 >= time }
            case "lt": { $0 < time }
            case "lte": { $0 <= time }
            case "neq": { $0.seconds != time.seconds }
            default: { $0.seconds == time.seconds }
            }
        return { compare(isCreation ? $0.createdAt : $0.updatedAt) }
    }
}
