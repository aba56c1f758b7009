import GuestDesign

extension VersionGate {
    /// `docs/VersionGates.md`
    static var page: String {
        let rows = allCases.map { gate in
            let row = gate.row
            let cells = [
                "`\(gate.rawValue)`", row.words, row.libvirt?.description ?? "", row.qemu?.description ?? "",
                row.below.sentence,
            ]
            return "| " + cells.joined(separator: " | ") + " |\n"
        }
        return """
            # Versions of libvirt and QEMU

            What needs which versions of libvirt and QEMU, and what happens on a host of older ones. A gate is open where both
            are new enough; an empty cell asks for nothing.

            `vireo doctor` says what is off on a host. `GET /os-hypervisors/{id}` and `GET /os-hypervisors/detail` show it as
            `vireo:features`: the gate's name with `available`, or with what it needs. That the versions suffice does not say
            that the service serves it: what it does not serve anywhere is answered with 501 on every host.

            This page is written by the tests from `Sources/GuestDesign/VersionGate+Table.swift`.

            | name | for | libvirt | QEMU | on older hosts |
            |---|---|---|---|---|

            """ + rows.joined()
    }
}

extension VersionGate.Below {
    fileprivate var sentence: String {
        switch self {
        case .refusesStart: "The service does not start."
        case .warns: "The start and `vireo doctor` warn."
        case .isOff(let loss, let answer): loss.prefix(1).uppercased() + loss.dropFirst() + ". " + answer.sentence
        }
    }
}

extension VersionGate.Answer {
    fileprivate var sentence: String {
        switch self {
        case .noGuest: "A server that asks for it is refused there."
        case .notImplemented: "The API answers 501."
        case .goesWithout: "Nothing is refused."
        }
    }
}
