import GuestDesign

@Sendable func clock(_ guest: Guest) -> [Element] {
    let timers = guest.clock.timers.map { timer in
        switch timer.setting {
        case .tickPolicy(let policy): Element("timer", ["name": timer.name, "tickpolicy": policy])
        case .present(let present): Element("timer", ["name": timer.name, "present": present ? "yes" : "no"])
        }
    }
    return [Element("clock", ["offset": guest.clock.isLocalTime ? "localtime" : "utc"], timers)]
}
