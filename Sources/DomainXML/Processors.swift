import Demands
import GuestDesign

@Sendable func processors(_ guest: Guest) -> [Element] {
    [Element("vcpu", ["cpuset": guest.cpuSet?.description], text: String(guest.vcpus))]
}

@Sendable func cpuTune(_ guest: Guest) -> [Element] {
    let tune = guest.cpuTune
    let values = [("shares", tune.shares), ("quota", tune.quota), ("period", tune.period)]
    let elements = values.compactMap { name, value in value.map { Element(name, text: String($0)) } }
    return elements.isEmpty ? [] : [Element("cputune", [:], elements)]
}
