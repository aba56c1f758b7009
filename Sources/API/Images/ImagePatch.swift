internal import JSON
internal import Standalone

/// A change to an image as a JSON patch (RFC 6902), of which Glance takes `add`, `replace` and `remove` of one member.
///
/// Source: Image API v2 reference, "Update image".
struct ImagePatch {
    static let mediaTypes = [
        "application/openstack-images-v2.1-json-patch", "application/openstack-images-v2.0-json-patch",
    ]

    private enum Operation {
        case add(String, JSONValue)
        case replace(String, JSONValue)
        case remove(String)
    }

    private let operations: [Operation]

    /// - Throws: 400 for another form, 403 for a place that nobody may change.
    init(_ document: JSONValue) throws(APIError) {
        guard let elements = document.arrayValue, elements.count <= 256 else {
            throw .badRequest("The body must be an array of at most 256 operations.")
        }
        var operations: [Operation] = []
        for (index, element) in elements.enumerated() {
            var fields = try Fields(element, path: "[\(index)]")
            operations.append(try Self.operation(&fields))
        }
        self.operations = operations
    }

    private static func operation(_ fields: inout Fields) throws(APIError) -> Operation {
        // The older media type names the operation by its member: {"add": "/path", "value": …}.
        for name in ["add", "replace", "remove"] {
            let isShort = fields.has(name)
            guard isShort || fields.has("op") else { continue }
            if !isShort {
                let asked = fields.optional("op")?.stringValue
                guard asked == name else { continue }
            }
            let member = try member(try fields.string(isShort ? name : "path", length: 1...300))
            if name == "remove" { return .remove(member) }
            let value = try fields.required("value")
            return name == "add" ? .add(member, value) : .replace(member, value)
        }
        throw .badRequest("'\(fields.full("op"))' must be 'add', 'replace' or 'remove'.")
    }

    /// Source: RFC 6901.
    private static func member(_ pointer: String) throws(APIError) -> String {
        let parts = pointer.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].isEmpty, !parts[1].isEmpty else {
            throw .badRequest("Invalid input for 'path': '\(pointer)' is not a pointer to one member of an image.")
        }
        return parts[1].split(separator: "~1", omittingEmptySubsequences: false).joined(separator: "/")
            .split(separator: "~0", omittingEmptySubsequences: false).joined(separator: "~")
    }

    /// - Throws: 400, 403; 409 for a property that is not there.
    func apply(to attributes: inout ImageAttributes) throws(APIError) {
        for operation in operations {
            switch operation {
            case .add(let name, let value): try ImageProperty.set(name, to: value, in: &attributes)
            case .replace(let name, let value):
                try Self.requirePresent(name, attributes)
                try ImageProperty.set(name, to: value, in: &attributes)
            case .remove(let name):
                if ImageProperty.base.contains(name) { throw .forbidden("Attribute '\(name)' cannot be removed.") }
                try Self.requirePresent(name, attributes)
                attributes.properties[name] = nil
            }
        }
    }

    private static func requirePresent(_ name: String, _ attributes: ImageAttributes) throws(APIError) {
        guard ImageProperty.base.contains(name) || attributes.properties[name] != nil else {
            throw .conflict("Property \(name) does not exist.")
        }
    }
}
