/// How much work it is to try a password: scrypt's parameters (RFC 7914, section 2).
package struct PasswordWork: Sendable, Hashable {
    /// The parameters that OWASP's password storage cheat sheet gives for 16 MiB of memory.
    package static let standard = Self(logRounds: 14, blockSize: 8, parallelism: 5)

    /// The logarithm of N to the base 2.
    package let logRounds: Int
    package let blockSize: Int
    package let parallelism: Int

    package init(logRounds: Int, blockSize: Int, parallelism: Int) {
        self.logRounds = logRounds
        self.blockSize = blockSize
        self.parallelism = parallelism
    }
}
