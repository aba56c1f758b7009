/// The dated versions of the OpenStack format; each shows what the earlier ones do, and more.
///
/// Source: Nova user guide, "Metadata", section "OpenStack format metadata".
enum OpenStackVersion: Int, CaseIterable, Comparable {
    case folsom, grizzly, havana, liberty, newtonOne, newtonTwo, ocata, rocky, victoria

    var name: String {
        switch self {
        case .folsom: "2012-08-10"
        case .grizzly: "2013-04-04"
        case .havana: "2013-10-17"
        case .liberty: "2015-10-15"
        case .newtonOne: "2016-06-30"
        case .newtonTwo: "2016-10-06"
        case .ocata: "2017-02-22"
        case .rocky: "2018-08-27"
        case .victoria: "2020-10-14"
        }
    }

    /// Every folder under `openstack/` with the version that it shows; `latest` is the newest again.
    static let folders: [(name: String, version: Self)] =
        allCases.map { (name: $0.name, version: $0) } + [(name: "latest", version: .victoria)]

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
