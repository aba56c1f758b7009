internal import Model

extension String {
    /// Whether this is how a machine's folder is called: a UUID with its hyphens.
    var isServerFolder: Bool { utf8.count == 36 && isUUID }
}
