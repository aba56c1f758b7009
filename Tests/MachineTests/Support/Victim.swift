import Foundation
import Testing

/// What the service works with, and what may die beneath it.
enum Victim: String, CaseIterable {
    case libvirtd
    /// libvirtd, while it does what the service asks of it next.
    case libvirtdAtWork
    /// The guest's QEMU.
    case guest
    /// What serves the addresses of the guest's network.
    case dnsmasq

    /// Its process; nil where there is none.
    ///
    /// - Parameter domain: the guest's.
    private func process(domain: String?, network: String) -> Int32? {
        switch self {
        case .libvirtd, .libvirtdAtWork: Guests.libvirtd
        case .guest: domain.flatMap { Guests.process(of: $0) }
        case .dnsmasq:
            Self.number(in: "/run/libvirt/network/vireo-\(network).pid").flatMap { Self.isAlive($0) ? $0 : nil }
        }
    }

    /// One that was killed and is not waited for yet takes signals as one that lives.
    private static func isAlive(_ process: Int32) -> Bool {
        guard let text = FileManager.default.contents(atPath: "/proc/\(process)/stat") else { return false }
        // The state follows the program's name, which stands in parentheses and may hold anything.
        let state = String(decoding: text, as: UTF8.self).split(separator: ")").last?.split(separator: " ").first
        return state != nil && state != "Z" && state != "X"
    }

    /// Kills it, and starts again what nobody else does.
    ///
    /// - Returns: false where there was nothing to kill.
    func die(domain: String?, network: String) throws -> Bool {
        guard let process = process(domain: domain, network: network), kill(process, SIGKILL) == 0 else { return false }
        if self == .libvirtd || self == .libvirtdAtWork { #expect(Guests.startLibvirt() == 0) }
        return true
    }

    /// Whether it is there to be killed.
    func lives(domain: String?, network: String) -> Bool {
        process(domain: domain, network: network) != nil
    }

    private static func number(in file: String) -> Int32? {
        let text = try? String(contentsOfFile: file, encoding: .utf8)
        return text.flatMap { Int32($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
    }
}
