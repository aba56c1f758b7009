import GuestDesign

@Sendable func perf(_ guest: Guest) -> [Element] {
    guard !guest.perfEvents.isEmpty else { return [] }
    return [Element("perf", [:], guest.perfEvents.map { Element("event", ["name": $0, "enabled": "yes"]) })]
}
