package import Model

/// What hosts say of the guests that they would make.
package protocol GuestExplanations: Sendable {
    /// How the host would define that machine at its next start, and why. Nothing is made or changed.
    ///
    /// - Throws: `GuestRefusal` where the host cannot make it; `CloudError.unavailable` where the host does not answer.
    func explanation(of machine: Machine, on host: ID<Host>) async throws -> GuestExplanation
}
