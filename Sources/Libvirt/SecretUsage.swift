/// What a secret is for (a `virSecretUsageType`), which with an id of the user's own names the secret.
package enum SecretUsage: Int32, Sendable {
    case volume = 1
    case ceph = 2
    case iscsi = 3
    case tls = 4
    case vtpm = 5
}
