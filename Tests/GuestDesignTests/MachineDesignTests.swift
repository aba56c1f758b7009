import Demands
import GuestDesign
import Testing

@Suite("Machine, firmware and processor")
struct MachineDesignTests {
    @Test(
        "The name follows the operator's template",
        arguments: [
            ("instance-%08x", "instance-00000390"), ("vm-%d", "vm-912"), ("%(hostname)s-%(id)d", "web-912"),
            ("vm-%(uuid)s", "vm-856bb4be-8b8d-5c0a-9613-3228c3539bd8"), ("100%%", "100%"),
            ("%(project_id)s-%06X", "p-000390"),
            ("vm-%(user_id)s", "vm-u"), ("vm-%(colour)s", "856bb4be-8b8d-5c0a-9613-3228c3539bd8"),
        ])
    func names(_ template: String, _ name: String) throws {
        let guest = try design(.sample { $0.settings.instanceNameTemplate = template })
        #expect(guest.name == name)
    }

    @Test("The image's machine type wins over the operator's")
    func machineType() throws {
        let chosen = try design(
            .sample(properties: ["hw_machine_type": "pc"]) { $0.settings.hwMachineType = ["x86_64": "q35"] })
        #expect(chosen.boot.machine == "pc")
        let usual = try design(.sample { $0.settings.hwMachineType = ["x86_64": "q35"] })
        #expect(usual.boot.machine == "q35")
    }

    @Test("A machine or an architecture that the host lacks is refused")
    func unknownMachine() {
        #expect(throws: DesignRefusal.self) { try design(.sample(properties: ["hw_machine_type": "sun4u"])) }
        #expect(throws: DesignRefusal.self) { try design(.sample(properties: ["hw_architecture": "aarch64"])) }
    }

    @Test("An architecture without a usual machine must be given one, unless it is only emulated")
    func noUsualMachine() throws {
        let mips: (inout GuestRequest) -> Void = {
            $0.capabilities.guests.append(
                GuestArchitecture(
                    name: "mips", emulator: "/usr/bin/qemu-system-mips",
                    machines: [GuestArchitecture.Machine(name: "malta")], domainTypes: ["qemu"]))
        }
        let refusal = #expect(throws: DesignRefusal.self) {
            try design(.sample(properties: ["hw_architecture": "mips"], mips))
        }
        #expect(refusal?.message.contains("hw_machine_type") == true)
        let given = ["hw_architecture": "mips", "hw_machine_type": "malta"]
        #expect(try design(.sample(properties: given, mips)).boot.machine == "malta")
        #expect(try design(.sample(properties: ["hw_emulation_architecture": "mips"], mips)).boot.machine == nil)
    }

    @Test("Firmware fits the machine and the wish for Secure Boot")
    func firmware() throws {
        let uefi = ["hw_firmware_type": "uefi"]
        #expect(try design(.sample(properties: uefi)).boot.firmware?.loader == "/plain.fd")
        let secure = uefi.merging(["hw_machine_type": "q35", "os_secure_boot": "required"]) { $1 }
        let guest = try design(.sample(properties: secure))
        #expect(guest.boot.firmware?.loader == "/secure.fd")
        #expect(guest.boot.firmware?.isSecure == true && guest.features.hasSMM)
    }

    @Test("Secure Boot is refused without q35 or UEFI, and left out where it is only wished for")
    func noSecureBoot() throws {
        let pc = ["hw_firmware_type": "uefi", "os_secure_boot": "required"]
        #expect(throws: DesignRefusal.self) { try design(.sample(properties: pc)) }
        #expect(throws: DesignRefusal.self) { try design(.sample(properties: ["os_secure_boot": "required"])) }
        let wish = pc.merging(["os_secure_boot": "optional"]) { $1 }
        #expect(try design(.sample(properties: wish)).boot.firmware?.isSecure == false)
    }

    @Test("The processor follows the operator; a model is known by libvirt's spelling")
    func processor() throws {
        let custom = try design(
            .sample {
                $0.settings.cpuMode = .custom
                $0.settings.cpuModels = ["nehalem"]
                $0.settings.cpuModelExtraFlags = ["+PCID", "-mtrr"]
            })
        #expect(custom.cpu?.model == "Nehalem")
        #expect(custom.cpu?.features.map(\.name) == ["mtrr", "pcid"])
        #expect(custom.cpu?.features.map(\.isRequired) == [false, true])
        #expect(throws: DesignRefusal.self) { try design(.sample { $0.settings.cpuMode = .custom }) }
        #expect(throws: DesignRefusal.self, "None of the models may be unknown") {
            try design(
                .sample {
                    $0.settings.cpuMode = .custom
                    $0.settings.cpuModels = ["Nehalem", "Nahalem"]
                })
        }
        #expect(try design(.sample()).cpu?.mode == .hostModel)
    }

    @Test("Of the operator's models, the first that has what the flavor's traits require is taken")
    func traits() throws {
        func model(_ traits: [String: String]) throws -> String? {
            try design(
                .sample(specs: traits) {
                    $0.settings.cpuMode = .custom
                    $0.settings.cpuModels = ["Nehalem", "Haswell-noTSX", "EPYC"]
                    for index in $0.capabilities.domains.indices {
                        $0.capabilities.domains[index].cpuModels = $0.settings.cpuModels
                    }
                }
            ).cpu?.model
        }
        #expect(try model([:]) == "Nehalem")
        #expect(try model(["trait:HW_CPU_X86_AVX2": "required"]) == "Haswell-noTSX")
        #expect(try model(["trait:HW_CPU_X86_AVX2": "required", "trait2:HW_CPU_X86_SHA": "required"]) == "EPYC")
        #expect(try model(["trait:HW_CPU_X86_AVX2": "forbidden", "trait:CUSTOM_X": "required"]) == "Nehalem")
        let refusal = #expect(throws: DesignRefusal.self) { try model(["trait:HW_CPU_X86_AVX512F": "required"]) }
        #expect(refusal?.message.contains("HW_CPU_X86_AVX512F") == true)
    }

    @Test("Timers come with KVM, local time with Windows")
    func clock() throws {
        let windows = try design(.sample(properties: ["os_type": "windows"]))
        #expect(windows.clock.isLocalTime)
        #expect(windows.clock.timers.map(\.name) == ["pit", "rtc", "hpet", "hypervclock"])
        #expect(windows.features.hyperV != nil)
        #expect(try design(.sample { $0.settings.virtType = .qemu }).clock.timers == [])
    }

    @Test("The serial number is what the operator lets be seen")
    func serialNumber() throws {
        func serial(_ kind: HostSettings.SysinfoSerial, machineID: String? = nil) throws -> String? {
            let guest = try design(
                .sample {
                    $0.settings.sysinfoSerial = kind
                    $0.capabilities.machineID = machineID
                })
            return guest.systemInformation?.entries.first { $0.name == "serial" }?.value
        }
        #expect(try serial(.none) == nil)
        #expect(try serial(.unique) == "856bb4be-8b8d-5c0a-9613-3228c3539bd8")
        #expect(try serial(.os, machineID: "abc") == "abc")
        #expect(try serial(.auto) == "6cd64216-f2f8-4b8f-82bc-41f706bd52a8")
        #expect(throws: DesignRefusal.self) { try serial(.os) }
    }
}
