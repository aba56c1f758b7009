import Foundation

/// A guest of a certain make: what its image and its flavor ask for, and what must come of it.
struct HardwareGuest: Sendable {
    enum System: Sendable {
        /// Boots quickly; drives virtio, IDE and TPMs.
        case small
        /// Drives also AHCI, e1000, USB, sound and the watchdog.
        case driven
        /// Says one line and halts.
        case halting
        /// The same on a CD-ROM.
        case disc
    }

    let name: String
    var system = System.small
    /// Of the image.
    var properties: [String: String] = [:]
    /// Of the flavor.
    var extraSpecs: [String: String] = [:]
    var memoryMiB = 128
    var vcpus = 1
    var ephemeralGiB = 0
    var swapMiB = 0
    var networks = 1
    /// The model of each network's card where it is the port's word; empty: the image's of all.
    var cards: [String] = []
    var hasConfigDrive = true
    /// What the guest runs when it is up.
    var script: [String] = []
    /// XPath expressions that libvirt's document of the running guest must answer.
    var domain: [String] = []
    /// Patterns for what the guest must have said on its first serial port.
    var says: [String] = []
    /// What it comes to.
    var status = "ACTIVE"
    /// What of its fault a tenant reads.
    var fault: String?
    /// Why the host cannot run it; nil where it can.
    var impossible: @Sendable () -> String? = { nil }

    /// The images that tests are given; nil where one is missing.
    static let images: (small: String, driven: String, halting: String)? = {
        let environment = ProcessInfo.processInfo.environment
        guard let small = environment["VIREO_GUEST_IMAGE"], let driven = environment["VIREO_HARDWARE_IMAGE"],
            let halting = environment["VIREO_HALT_IMAGE"]
        else { return nil }
        return (small, driven, halting)
    }()
}
