internal import HTTPTypes
internal import JSON
internal import Model
internal import Standalone

/// The members of an image by their names in the API, and how each is set.
///
/// Source: Image API v2 reference, "Create image"; the schema `/v2/schemas/image`.
enum ImageProperty {
    /// What only the service sets.
    static let readOnly: Set<String> = [
        "status", "size", "virtual_size", "checksum", "os_hash_algo", "os_hash_value", "created_at", "updated_at",
        "self", "file", "schema", "direct_url", "locations", "stores", "id", "owner", "deleted", "deleted_at",
    ]
    /// What every image has, so that it cannot be removed.
    static let base: Set<String> = readOnly.union([
        "name", "visibility", "protected", "os_hidden", "disk_format", "container_format", "min_disk", "min_ram",
        "tags",
    ])
    static let diskFormats: Set<String> = [
        "ami", "ari", "aki", "vhd", "vhdx", "vmdk", "raw", "qcow2", "vdi", "ploop", "iso",
    ]
    static let containerFormats: Set<String> = ["ami", "ari", "aki", "bare", "ovf", "ova", "docker", "compressed"]
    static let maximumProperties = 128
    static let maximumTags = 128

    /// - Throws: 400 for a value that the member cannot have; 403 for one that only the service sets.
    static func set(_ name: String, to value: JSONValue, in attributes: inout ImageAttributes) throws(APIError) {
        if readOnly.contains(name) { throw .forbidden("Attribute '\(name)' is read-only.") }
        var fields = try Fields(.object([JSONValue.Member(name, value)]), path: "")
        switch name {
        case "name": attributes.name = try fields.optionalString(name)
        case "visibility": attributes.visibility = try visibility(value)
        case "protected": attributes.isProtected = try fields.optionalBool(name) ?? false
        case "os_hidden": attributes.isHidden = try fields.optionalBool(name) ?? false
        case "disk_format": attributes.diskFormat = try format(name, value, diskFormats)
        case "container_format": attributes.containerFormat = try format(name, value, containerFormats)
        case "min_disk": attributes.minDisk = try fields.integer(name, in: 0...Int(Int32.max))
        case "min_ram": attributes.minRAM = try fields.integer(name, in: 0...Int(Int32.max))
        case "tags": attributes.tags = try tags(fields.strings(name, maximum: maximumTags) ?? [])
        default: try setFree(name, value, &fields, &attributes)
        }
    }

    private static func setFree(
        _ name: String,
        _ value: JSONValue,
        _ fields: inout Fields,
        _ attributes: inout ImageAttributes
    ) throws(APIError) {
        guard (1...255).contains(name.unicodeScalars.count) else {
            throw .badRequest("A property's name must have 1 to 255 characters: '\(name.prefix(64))'.")
        }
        guard attributes.properties[name] != nil || attributes.properties.count < maximumProperties else {
            throw APIError(.contentTooLarge, "An image can have \(maximumProperties) properties at most.")
        }
        attributes.properties[name] = try fields.string(name, length: 0...65_535)
    }

    static func tags(_ tags: [String]) throws(APIError) -> [String] {
        var kept: [String] = []
        for tag in tags where !kept.contains(tag) {
            guard tag.unicodeScalars.count <= 255 else {
                throw .badRequest(
                    "Invalid input for 'tags': at most 255 characters; the value is '\(tag.prefix(64))…'."
                )
            }
            kept.append(tag)
        }
        return kept
    }

    static func visibility(_ value: JSONValue) throws(APIError) -> ImageVisibility {
        guard let visibility = value.stringValue.flatMap(ImageVisibility.init) else {
            throw refusal("visibility", value, ImageVisibility.allCases.map(\.rawValue))
        }
        return visibility
    }

    private static func format(_ name: String, _ value: JSONValue, _ known: Set<String>) throws(APIError) -> String? {
        if value.isNull { return nil }
        guard let text = value.stringValue, known.contains(text) else { throw refusal(name, value, known.sorted()) }
        return text
    }

    private static func refusal(_ name: String, _ value: JSONValue, _ known: [String]) -> APIError {
        let shown = String(decoding: value.encoded.prefix(100), as: UTF8.self)
        return .badRequest(
            "Invalid input for '\(name)': must be one of \(known.joined(separator: ", ")); the value is \(shown)."
        )
    }
}
