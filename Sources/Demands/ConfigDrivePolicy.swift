/// Whether an image insists on a config drive.
package enum ConfigDrivePolicy: String, Codable, Hashable, Sendable, CaseIterable {
    case optional, mandatory
}
