/// What a config drive's file is called in its server's folder; Nova's names.
package enum ConfigDriveFile {
    package static let name = "disk.config"

    /// Of a rescue that leaves the server's own drive out of its guest.
    package static let rescueName = name + ServerRescue.fileSuffix
}
