import GuestDesign

/// Writes the elements of one topic; none where the guest has nothing of it.
typealias Configurator = @Sendable (Guest) -> [Element]
