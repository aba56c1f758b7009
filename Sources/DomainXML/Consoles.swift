import GuestDesign

@Sendable func serials(_ guest: Guest) -> [Element] {
    guest.serials.enumerated().map { index, serial in
        var elements: [Element] = []
        switch serial.backend {
        case .pty: break
        case .tcp(let host, let port):
            elements.append(Element("source", ["mode": "bind", "host": host, "service": String(port)]))
        case .unix(let path): elements.append(Element("source", ["mode": "bind", "path": path]))
        }
        if let log = serial.log { elements.append(Element("log", ["file": log, "append": "off"])) }
        switch serial.place {
        case .port: return Element("serial", ["type": kind(serial.backend)], elements)
        case .console(let target):
            if let target { elements.append(Element("target", ["type": target])) }
            return Element("console", ["type": kind(serial.backend)], elements)
        }
    }
}

private func kind(_ backend: Guest.Serial.Backend) -> String {
    switch backend {
    case .pty: "pty"
    case .tcp: "tcp"
    case .unix: "unix"
    }
}

@Sendable func channels(_ guest: Guest) -> [Element] {
    guest.channels.map { channel in
        let target = Element("target", ["type": "virtio", "name": channel.name])
        switch channel.backend {
        case .spice: return Element("channel", ["type": "spicevmc"], [target] + address(channel.address))
        case .unix(let path):
            let source = Element("source", ["mode": "bind", "path": path])
            return Element("channel", ["type": "unix"], [source, target] + address(channel.address))
        }
    }
}
