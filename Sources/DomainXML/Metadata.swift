import GuestDesign
import Model

/// The `nova:` element, in the form that Ceilometer and other tools on the host read.
@Sendable func metadata(_ guest: Guest) -> [Element] {
    let data = guest.metadata
    let flavor = data.flavor
    var elements = [
        Element("nova:package", ["version": data.version]),
        Element("nova:name", text: data.name),
        Element("nova:creationTime", text: time(data.createdAt)),
        Element(
            "nova:flavor", ["name": flavor.name],
            [
                number("memory", flavor.memoryMiB), number("disk", flavor.rootGiB), number("swap", flavor.swapMiB),
                number("ephemeral", flavor.ephemeralGiB), number("vcpus", flavor.vcpus),
            ]),
        Element(
            "nova:owner", [:],
            [
                Element("nova:user", ["uuid": data.userID], text: data.userName),
                Element("nova:project", ["uuid": data.projectID], text: data.projectName),
            ]),
    ]
    if let image = data.image { elements.append(Element("nova:root", ["type": "image", "uuid": image.value])) }
    elements.append(Element("nova:ports", [:], data.ports.map(port)))
    let namespace = "http://openstack.org/xmlns/libvirt/nova/1.1"
    return [Element("metadata", [:], [Element("nova:instance", ["xmlns:nova": namespace], elements)])]
}

private func number(_ name: String, _ value: Int) -> Element { Element("nova:" + name, text: String(value)) }

private func port(_ port: Port) -> Element {
    let addresses = port.addresses.map { address in
        Element(
            "nova:ip",
            ["type": "fixed", "address": address.address, "ipVersion": String(address.version.rawValue)])
    }
    return Element("nova:port", ["uuid": port.id.value], addresses)
}

/// `2023-11-14 22:13:20`, in UTC.
private func time(_ timestamp: Timestamp) -> String {
    String(timestamp.iso8601.prefix(19)).replacing("T", with: " ")
}
