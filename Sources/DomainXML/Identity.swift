import GuestDesign

@Sendable func identity(_ guest: Guest) -> [Element] {
    [Element("uuid", text: guest.uuid), Element("name", text: guest.name)]
}
