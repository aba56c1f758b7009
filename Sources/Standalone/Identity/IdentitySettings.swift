/// What an operator may set about the embedded identity service.
package struct IdentitySettings: Sendable {
    /// How long a token is good for.
    package var tokenLifetime: Duration
    /// How many valid tokens are kept in memory, at about 1 KiB each.
    package var cachedTokens: Int
    /// How often expired tokens are removed.
    package var sweepInterval: Duration
    /// For passwords that are set from now on.
    package var passwordWork: PasswordWork

    package init(
        tokenLifetime: Duration = .seconds(24 * 3600),
        cachedTokens: Int = 4096,
        sweepInterval: Duration = .seconds(600),
        passwordWork: PasswordWork = .standard
    ) {
        self.tokenLifetime = tokenLifetime
        self.cachedTokens = cachedTokens
        self.sweepInterval = sweepInterval
        self.passwordWork = passwordWork
    }
}
