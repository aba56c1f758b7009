/// What a connection tells of its own accord.
package enum Event: Sendable, Equatable {
    case domain(DomainEvent)
    /// The connection broke. Nothing is known of any domain until another is opened and states are compared.
    case closed(CloseReason)
}
