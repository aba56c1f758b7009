/// The documents of the OpenStack format, in the order in which a listing names them.
enum OpenStackFile: String, CaseIterable {
    case metaData = "meta_data.json"
    case userData = "user_data"
    case vendorData = "vendor_data.json"
    case networkData = "network_data.json"
    case vendorData2 = "vendor_data2.json"

    /// The version that brought it.
    var since: OpenStackVersion {
        switch self {
        case .metaData, .userData: .folsom
        case .vendorData: .havana
        case .networkData: .liberty
        case .vendorData2: .newtonTwo
        }
    }

    var contentType: String {
        self == .userData ? "text/plain" : "application/json"
    }
}
