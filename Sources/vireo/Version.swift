/// The version that the service and its guests show.
enum Version {
    static let text = "0.1.0"
}
