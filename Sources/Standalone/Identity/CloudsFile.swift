internal import Foundation
internal import Glibc
internal import Model

/// The `clouds.yaml` with which stock clients reach this cloud.
///
/// Source: openstacksdk user guide, "Configuring OpenStack SDK Applications".
package struct CloudsFile: Sendable {
    package static let cloud = "vireo"
    package static let region = "RegionOne"

    private let authURL: String
    private let user: String
    private let project: String
    private let password: Secret

    /// - Parameter publicURL: `http://host:port`, as clients reach the service.
    package init(publicURL: String, credentials: Credentials) {
        authURL = publicURL + "/identity/v3"
        user = credentials.user
        project = credentials.project
        password = credentials.password
    }

    package var text: String {
        """
        clouds:
          \(Self.cloud):
            auth:
              auth_url: \(quoted(authURL))
              username: \(quoted(user))
              password: \(quoted(password.revealed))
              project_name: \(quoted(project))
              user_domain_id: \(IdentityDomain.id)
              project_domain_id: \(IdentityDomain.id)
            region_name: \(Self.region)
            identity_api_version: 3
            interface: public

        """
    }

    /// Writes the file, readable by its owner alone, in one step.
    ///
    /// - Throws: what the file system says.
    package func write(to path: String) throws {
        let temporary = path + ".new"
        unlink(temporary)
        let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw FileFailure(errno, "create", temporary) }
        defer { close(file) }
        let bytes = Array(text.utf8)
        guard Glibc.write(file, bytes, bytes.count) == bytes.count else { throw FileFailure(errno, "write", temporary) }
        guard fsync(file) == 0 else { throw FileFailure(errno, "write", temporary) }
        guard rename(temporary, path) == 0 else { throw FileFailure(errno, "rename", temporary) }
    }

    /// A YAML double-quoted scalar (YAML 1.2, section 7.3.1).
    private func quoted(_ text: String) -> String {
        "\"" + text.replacingOccurrences(of: "\\", with: "\\\\").replacingOccurrences(of: "\"", with: "\\\"") + "\""
    }
}
