package import GuestDesign
package import JSON

extension Firmware {
    /// Reads one of QEMU's firmware descriptors (`/usr/share/qemu/firmware/*.json`, tried in the order of their names).
    ///
    /// Nil for a firmware that is no UEFI in flash with variables of its own.
    package init?(descriptor: [UInt8]) throws(JSONSyntaxError) {
        let document = try JSONValue(parsing: descriptor)
        guard document.strings("interface-types").contains("uefi"), let mapping = document["mapping"],
            let loader = mapping["executable"]?["filename"]?.stringValue,
            let template = mapping["nvram-template"]?["filename"]?.stringValue
        else { return nil }
        let targets = document["targets"]?.arrayValue ?? []
        self.init(
            loader: loader, nvramTemplate: template,
            targets: targets.compactMap { target in
                target["architecture"]?.stringValue.map {
                    Target(architecture: $0, machines: target.strings("machines"))
                }
            },
            features: Set(document.strings("features")))
    }
}

extension JSONValue {
    fileprivate func strings(_ name: String) -> [String] {
        (self[name]?.arrayValue ?? []).compactMap(\.stringValue)
    }
}
