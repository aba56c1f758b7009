import Demands

extension Designer {
    /// Windows keeps its clock in local time. The timers are what KVM makes well: missed ticks are delivered late, so
    /// that the guest's clock does not fall behind.
    func clock() -> Guest.Clock {
        var timers: [Guest.Timer] = []
        if settings.virtType == .kvm {
            timers.append(Guest.Timer(name: "pit", setting: .tickPolicy("delay")))
            timers.append(Guest.Timer(name: "rtc", setting: .tickPolicy("catchup")))
            if isX86 { timers.append(Guest.Timer(name: "hpet", setting: .present(demands.hasHPET))) }
            if osType == .windows { timers.append(Guest.Timer(name: "hypervclock", setting: .present(true))) }
        }
        return Guest.Clock(isLocalTime: osType == .windows, timers: timers)
    }
}
