/// The dated versions of the EC2-compatible format.
///
/// Source: Nova user guide, "Metadata", section "EC2-compatible metadata".
enum EC2Version: String, CaseIterable, Comparable {
    case v1_0 = "1.0"
    case v2007_01_19 = "2007-01-19"
    case v2007_03_01 = "2007-03-01"
    case v2007_08_29 = "2007-08-29"
    case v2007_10_10 = "2007-10-10"
    case v2007_12_15 = "2007-12-15"
    case v2008_02_01 = "2008-02-01"
    case v2008_09_01 = "2008-09-01"
    case v2009_04_04 = "2009-04-04"

    static let folders: [(name: String, version: Self)] =
        allCases.map { (name: $0.rawValue, version: $0) } + [(name: "latest", version: .v2009_04_04)]

    /// The names sort as the versions do.
    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
