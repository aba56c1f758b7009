import GuestDesign

@Sendable func systemInformation(_ guest: Guest) -> [Element] {
    guard let information = guest.systemInformation else { return [] }
    let entries = information.entries.map { Element("entry", ["name": $0.name], text: $0.value) }
    return [Element("sysinfo", ["type": "smbios"], [Element("system", [:], entries)])]
}
