internal import Model
internal import Standalone

/// What images can be sorted by.
enum ImageSortKey: String {
    case name, status, size, id
    case containerFormat = "container_format"
    case diskFormat = "disk_format"
    case createdAt = "created_at"
    case updatedAt = "updated_at"

    func precedes(_ left: ImageRecord, _ right: ImageRecord) -> Bool {
        switch self {
        case .name: (left.attributes.name ?? "") < (right.attributes.name ?? "")
        case .status: left.status.rawValue < right.status.rawValue
        case .size: (left.content?.size ?? -1) < (right.content?.size ?? -1)
        case .id: left.id < right.id
        case .containerFormat: (left.attributes.containerFormat ?? "") < (right.attributes.containerFormat ?? "")
        case .diskFormat: (left.attributes.diskFormat ?? "") < (right.attributes.diskFormat ?? "")
        case .createdAt: left.createdAt < right.createdAt
        case .updatedAt: left.updatedAt < right.updatedAt
        }
    }
}
