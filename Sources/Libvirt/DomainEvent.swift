/// Something that happened to a domain.
package struct DomainEvent: Sendable, Equatable {
    package let uuid: String
    package let name: String
    package let change: DomainChange

    package init(uuid: String, name: String, change: DomainChange) {
        self.uuid = uuid
        self.name = name
        self.change = change
    }
}
