package import Model

/// A new token: the only moment in which its text is known.
package struct IssuedToken: Sendable {
    package let secret: Secret
    package let token: Token
}
