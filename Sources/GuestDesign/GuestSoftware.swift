/// Who made the guest: what its SMBIOS tables and metadata say.
///
/// cloud-init knows an OpenStack cloud by the product's name, so the default keeps Nova's.
package struct GuestSoftware: Codable, Hashable, Sendable {
    package var vendor: String
    package var product: String
    package var version: String

    package init(vendor: String = "OpenStack Foundation", product: String = "OpenStack Nova", version: String) {
        self.vendor = vendor
        self.product = product
        self.version = version
    }
}
