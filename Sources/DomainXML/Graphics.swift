import Demands
import GuestDesign

@Sendable func graphics(_ guest: Guest) -> [Element] {
    guest.graphics.map { graphics in
        switch graphics.listen {
        case .tcp(let host): Element("graphics", ["type": graphics.type, "autoport": "yes", "listen": host])
        case .unixSocket: Element("graphics", ["type": graphics.type], [Element("listen", ["type": "socket"])])
        }
    }
}

@Sendable func video(_ guest: Guest) -> [Element] {
    guard let video = guest.video else { return [] }
    let model = Element("model", ["type": video.model.rawValue, "vram": video.ramKiB.map(String.init)])
    let driver = video.model == .virtio ? virtioDriver(guest) : []
    return [Element("video", [:], [model] + driver + address(video.address))]
}

@Sendable func inputs(_ guest: Guest) -> [Element] {
    guest.inputs.map { input in
        Element("input", ["type": input.type, "bus": input.bus.rawValue], address(input.address))
    }
}
