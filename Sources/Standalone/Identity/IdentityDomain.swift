/// The only domain: every project and user is in it.
package enum IdentityDomain {
    package static let id = "default"
    package static let name = "Default"
}
