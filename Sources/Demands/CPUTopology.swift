/// How a guest's processors are laid out.
package struct CPUTopology: Codable, Hashable, Sendable {
    package var sockets: Int
    package var cores: Int
    package var threads: Int

    package init(sockets: Int, cores: Int, threads: Int) {
        self.sockets = sockets
        self.cores = cores
        self.threads = threads
    }
}
