import GuestDesign

@Sendable func controllers(_ guest: Guest) -> [Element] { guest.controllers.map { controller($0, of: guest) } }

@Sendable func hubs(_ guest: Guest) -> [Element] {
    guest.hubs.map { Element("hub", ["type": "usb"], address($0)) }
}

private func controller(_ controller: Guest.Controller, of guest: Guest) -> Element {
    var elements: [Element] = []
    if let name = controller.modelName { elements.append(Element("model", ["name": name])) }
    if !controller.target.isEmpty { elements.append(Element("target", sorted: controller.target)) }
    if controller.model == "virtio-scsi" || controller.type == "virtio-serial" { elements += virtioDriver(guest) }
    elements += address(controller.address)
    return Element(
        "controller",
        ["type": controller.type, "index": controller.index.map(String.init), "model": controller.model], elements)
}
