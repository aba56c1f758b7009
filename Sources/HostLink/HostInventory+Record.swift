package import Model
internal import Store

extension HostInventory: Record {
    package static let prefix = "hosts/"

    package static func includes(_ id: String) -> Bool { HostKeys.Kind(of: id) == .inventory }
}
