import Demands
import GuestDesign
import Model

@Sendable func processors(_ guest: Guest) -> [Element] {
    [Element("vcpu", ["cpuset": guest.cpuSet?.description], text: String(guest.vcpus))]
}

@Sendable func cpuTune(_ guest: Guest) -> [Element] {
    let tune = guest.cpuTune
    let values = [("shares", tune.shares), ("quota", tune.quota), ("period", tune.period)]
    var elements = values.compactMap { name, value in value.map { Element(name, text: String($0)) } }
    if let pinning = guest.pinning { elements += pins(pinning) }
    return elements.isEmpty ? [] : [Element("cputune", [:], elements)]
}

private func pins(_ pinning: Guest.CPUPinning) -> [Element] {
    var elements = [Element("emulatorpin", ["cpuset": pinning.emulator.description])]
    for (vcpu, cpus) in pinning.vcpus.sorted(by: { $0.key < $1.key }) {
        elements.append(Element("vcpupin", ["vcpu": String(vcpu), "cpuset": cpus.description]))
    }
    if let realtime = pinning.realtime {
        elements.append(
            Element(
                "vcpusched",
                [
                    "vcpus": realtime.vcpus.description, "scheduler": "fifo", "priority": String(realtime.priority),
                ]))
    }
    return elements
}
