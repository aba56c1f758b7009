package import Model

/// Who sends a request.
package protocol Identity: Sendable {
    /// The caller that a token stands for.
    ///
    /// - Throws: `CloudError.unauthorized` for a token that is unknown, expired or revoked.
    func caller(token: Secret) async throws(CloudError) -> Caller

    /// Whether there is such a project, where the service can tell.
    func projectExists(_ project: ID<Project>) async throws(CloudError) -> Bool
}
