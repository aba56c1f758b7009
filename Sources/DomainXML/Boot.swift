import GuestDesign

@Sendable func boot(_ guest: Guest) -> [Element] {
    let boot = guest.boot
    var elements = [Element("type", ["arch": boot.architecture, "machine": boot.machine], text: "hvm")]
    if let kernel = boot.kernel { elements.append(Element("kernel", text: kernel)) }
    if let firmware = boot.firmware { elements += uefi(firmware) }
    if let ramdisk = boot.ramdisk { elements.append(Element("initrd", text: ramdisk)) }
    if let line = boot.commandLine { elements.append(Element("cmdline", text: line)) }
    elements += boot.devices.map { Element("boot", ["dev": $0]) }
    if boot.showsSystemInformation { elements.append(Element("smbios", ["mode": "sysinfo"])) }
    if boot.hasMenu { elements.append(Element("bootmenu", ["enable": "yes"])) }
    return [Element("os", [:], elements)]
}

private func uefi(_ firmware: Guest.UEFI) -> [Element] {
    let loader = Element(
        "loader",
        [
            "type": "pflash", "readonly": "yes", "secure": firmware.isSecure ? "yes" : "no",
            "stateless": firmware.isStateless ? "yes" : nil,
        ], text: firmware.loader)
    guard !firmware.isStateless else { return [loader] }
    let template: KeyValuePairs<String, String?> = ["template": firmware.nvramTemplate]
    let nvram = firmware.nvram.map { Element("nvram", template, text: $0) } ?? Element("nvram", template)
    return [loader, nvram]
}
