internal import JSON
internal import Model
internal import Standalone

/// An image as clients read it: its properties stand beside its own members.
///
/// Source: Image API v2 reference, "Show image".
struct ImageView {
    private let record: ImageRecord

    init(_ record: ImageRecord) { self.record = record }

    func write(to writer: inout JSONWriter) {
        let attributes = record.attributes
        let path = "/v2/images/\(record.id)"
        writer.beginObject()
        for (name, value) in attributes.properties.sorted(by: { $0.key < $1.key }) { writer.member(name, value) }
        writer.member("id", record.id.value)
        writer.member("name", attributes.name)
        writer.member("status", record.status.rawValue)
        writer.member("visibility", attributes.visibility.rawValue)
        writer.member("protected", attributes.isProtected)
        writer.member("os_hidden", attributes.isHidden)
        writer.member("owner", record.project?.value)
        writer.member("disk_format", attributes.diskFormat)
        writer.member("container_format", attributes.containerFormat)
        writer.member("min_disk", attributes.minDisk)
        writer.member("min_ram", attributes.minRAM)
        writeContent(to: &writer)
        writer.member("tags", value: .array(attributes.tags.map(JSONValue.string)))
        writer.member("created_at", record.createdAt.iso8601)
        writer.member("updated_at", record.updatedAt.iso8601)
        writer.member("self", path)
        writer.member("file", path + "/file")
        writer.member("schema", "/v2/schemas/image")
        writer.endObject()
    }

    private func writeContent(to writer: inout JSONWriter) {
        let content = record.content
        writer.member("size", value: content.map { .integer($0.size) } ?? nil)
        writer.member("virtual_size", value: nil)
        writer.member("checksum", content?.md5)
        writer.member("os_hash_algo", content == nil ? nil : "sha512")
        writer.member("os_hash_value", content?.sha512)
    }
}
