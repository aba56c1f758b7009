package import Model

extension ResolvedGuest {
    /// Reads what libvirt chose from a domain's definition, as it is after the define (the inactive one: a running
    /// domain's differs in things that end with it).
    package init(domainXML: String) throws(XMLReadError) {
        let document = try XMLReader(domainXML, kind: "the domain's definition")
        guard let machine = document.first("os/type")?.attribute("machine") else {
            throw XMLReadError(reason: "the domain's definition names no machine in os/type")
        }
        let devices = document.first("devices")?.children ?? []
        var addresses: [DeviceKey: Address] = [:]
        for device in devices {
            guard let key = DeviceKey(device), let address = device.first("address").flatMap(Address.init) else {
                continue
            }
            addresses[key] = addresses[key] ?? address
        }
        let nvram = document.text("os/nvram")
        self.init(
            name: document.text("name"), machine: machine, loader: document.text("os/loader"),
            nvram: nvram == "" ? nil : nvram,
            controllers: devices.filter { $0.name == "controller" }.compactMap(Controller.init),
            hubs: devices.filter { $0.name == "hub" }.compactMap { $0.first("address").flatMap(Address.init) },
            addresses: addresses)
    }
}

extension ResolvedGuest.Address {
    fileprivate init?(_ element: XMLReader) {
        var attributes = element.attributes
        guard let type = attributes.removeValue(forKey: "type") else { return nil }
        self.init(type: type, attributes: attributes)
    }
}

extension ResolvedGuest.Controller {
    fileprivate init?(_ element: XMLReader) {
        guard let type = element.attribute("type"), let index = element.attribute("index").flatMap({ Int($0) }) else {
            return nil
        }
        self.init(
            type: type, index: index, model: element.attribute("model"),
            modelName: element.first("model")?.attribute("name"), target: element.first("target")?.attributes ?? [:],
            address: element.first("address").flatMap(ResolvedGuest.Address.init))
    }
}

extension DeviceKey {
    /// Nil for a device that has no place of its own, or cannot be told from its like.
    fileprivate init?(_ device: XMLReader) {
        switch device.name {
        case "disk":
            guard let target = device.first("target")?.attribute("dev") else { return nil }
            self = .disk(target: target)
        case "interface":
            guard let mac = device.first("mac")?.attribute("address") else { return nil }
            self = .interface(mac: mac)
        case "channel":
            guard let name = device.first("target")?.attribute("name") else { return nil }
            self = .channel(name: name)
        case "input":
            guard let type = device.attribute("type"), let bus = device.attribute("bus") else { return nil }
            self = .input(type: type, bus: bus)
        case "hostdev":
            guard let source = device.first("source/address").flatMap(Self.hostSource) else { return nil }
            self = .hostDevice(source)
        case "video", "rng", "watchdog", "memballoon":
            self = .single(device.name)
        default:
            return nil
        }
    }

    /// A PCI address as `0000:06:00.0`, or the UUID of a mediated device.
    private static func hostSource(_ address: XMLReader) -> String? {
        if let uuid = address.attribute("uuid") { return uuid }
        let parts = ["domain", "bus", "slot", "function"].compactMap { name in
            address.attribute(name).map { $0.hasPrefix("0x") ? String($0.dropFirst(2)) : $0 }
        }
        return parts.count == 4 ? "\(parts[0]):\(parts[1]):\(parts[2]).\(parts[3])" : nil
    }
}
