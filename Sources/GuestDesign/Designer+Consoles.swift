import Demands

extension Designer {
    /// One port that keeps the guest's output in a file, or as many as are asked for where serial consoles are on. A
    /// mainframe has no serial port, but a console of its own kind.
    ///
    /// Source: Nova's `nova/virt/libvirt/driver.py`, `_create_consoles`.
    func serials() throws(DesignRefusal) -> [Guest.Serial] {
        let folder = settings.instancePath(uuid)
        let log = folder + "/console.log"
        guard settings.serialConsole.isEnabled else {
            return [Guest.Serial(backend: .pty, log: log, place: isMainframe ? .console(target: "sclp") : .port)]
        }
        guard demands.serialPorts <= Self.mostSerialPorts else {
            throw DesignRefusal(
                "\(demands.serialPorts) serial ports are asked for; a guest has at most \(Self.mostSerialPorts).")
        }
        return try (0..<demands.serialPorts).map { index throws(DesignRefusal) in
            Guest.Serial(
                backend: try serialBackend(index, folder: folder),
                // Only the first port carries the messages of the boot.
                log: index == 0 ? log : nil, place: isMainframe ? .console(target: nil) : .port)
        }
    }

    private var isMainframe: Bool { architecture.hasPrefix("s390") }

    /// QEMU makes four; libvirt takes one of them for the console.
    private static let mostSerialPorts = 3

    private func serialBackend(_ index: Int, folder: String) throws(DesignRefusal) -> Guest.Serial.Backend {
        guard case .tcp(let host) = settings.serialConsole.listen else {
            return .unix(path: "\(folder)/serial\(index).sock")
        }
        guard request.serialTCPPorts.indices.contains(index) else {
            throw DesignRefusal(
                "No free port for a serial console is left.", detail: "serial port \(index) has no TCP port")
        }
        return .tcp(host: host, port: request.serialTCPPorts[index])
    }

    func graphics() -> [Guest.Graphics] {
        var graphics: [Guest.Graphics] = []
        if settings.vnc.isEnabled { graphics.append(Guest.Graphics(type: "vnc", listen: settings.vnc.listen)) }
        if settings.spice.isEnabled { graphics.append(Guest.Graphics(type: "spice", listen: settings.spice.listen)) }
        return graphics
    }

    private var hasScreen: Bool { settings.vnc.isEnabled || settings.spice.isEnabled }

    func video() throws(DesignRefusal) -> Guest.Video? {
        guard hasScreen else { return nil }
        return Guest.Video(model: try videoModel(), ramKiB: demands.videoRAMMiB.map { $0 * 1024 })
    }

    private func videoModel() throws(DesignRefusal) -> VideoModel {
        guard let model = demands.videoModel else { return usualVideoModel }
        if let offered = domainCapabilities?.videoModels, !offered.isEmpty, !offered.contains(model.rawValue) {
            throw DesignRefusal(
                "The video model '\(model.rawValue)' is not offered; set hw_video_model of the image to one of "
                    + offered.joined(separator: ", ") + ".")
        }
        return model
    }

    /// `virtio` shows a picture even to guests without a driver for it; SPICE works best with `qxl`.
    private var usualVideoModel: VideoModel {
        if isPower { return .vga }
        if architecture == "aarch64" || architecture == "mipsel" { return .virtio }
        return settings.spice.isEnabled ? .qxl : .virtio
    }

    /// A tablet, so that the viewer's and the guest's pointer stay together; a keyboard where the machine has none.
    func inputs() -> [Guest.Input] {
        guard hasScreen else { return [] }
        var inputs: [Guest.Input] = []
        if let bus = tabletBus { inputs.append(Guest.Input(type: "tablet", bus: bus)) }
        if let bus = demands.inputBus ?? (architecture == "aarch64" ? .usb : nil) {
            inputs.append(Guest.Input(type: "keyboard", bus: bus))
        }
        return inputs
    }

    /// SPICE's agent brings a pointer of its own, unless VNC is there too.
    private var tabletBus: InputBus? {
        if settings.spice.isEnabled, settings.spiceAgentEnabled, !settings.vnc.isEnabled { return nil }
        if let bus = demands.inputBus { return bus }
        return demands.wantsTablet || settings.pointerModel == .usbTablet ? .usb : nil
    }

    func channels() -> [Guest.Channel] {
        var channels: [Guest.Channel] = []
        if settings.spice.isEnabled, settings.spiceAgentEnabled {
            channels.append(Guest.Channel(backend: .spice, name: "com.redhat.spice.0"))
        }
        if demands.hasGuestAgent {
            let agent = "org.qemu.guest_agent.0"
            channels.append(
                Guest.Channel(backend: .unix(path: "/var/lib/libvirt/qemu/\(agent).\(name).sock"), name: agent))
        }
        return channels
    }
}
