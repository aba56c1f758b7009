/// Who a host is to a storage cluster: a user and the libvirt secret that holds its key.
package struct StorageAuth: Codable, Hashable, Sendable {
    package var user: String
    package var secretUUID: String

    package init(user: String, secretUUID: String) {
        self.user = user
        self.secretUUID = secretUUID
    }
}
