/// The power that a machine shall have; acted on once for each generation.
package struct PowerWish: Codable, Hashable, Sendable {
    package enum State: Codable, Hashable, Sendable {
        case on
        /// The guest is asked by ACPI and has so many seconds; then it is switched off. 0: at once.
        case off(graceSeconds: Int)
    }

    package var state: State
    package var generation: Int

    package init(state: State, generation: Int) {
        self.state = state
        self.generation = generation
    }

    /// The next wish: a later generation, so that it is acted on even if the state is the same.
    package func next(_ state: State) -> PowerWish { PowerWish(state: state, generation: generation + 1) }
}
