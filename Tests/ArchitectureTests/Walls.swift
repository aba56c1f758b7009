/// What each target may import: the table of `docs/Architecture.md`, in the form that a test can hold.
///
/// A target that is not here fails the tests, so that a new one gets its wall with its first file.
struct Walls {
    /// Targets of ours.
    let ours: Set<String>
    /// Modules of the system and of packages.
    let foreign: Set<String>

    init(_ ours: Set<String> = [], foreign: Set<String> = []) {
        self.ours = ours
        self.foreign = foreign
    }

    static let ofTargets: [String: Walls] = [
        "JSON": Walls(),
        "Model": Walls(),
        "Demands": Walls(["Model"]),
        "Scheduler": Walls(["Model", "Demands"]),
        "GuestDesign": Walls(["Model", "Demands"]),
        "DomainXML": Walls(
            ["JSON", "Model", "Demands", "GuestDesign"], foreign: ["Foundation", "FoundationXML"]),
        "DesignInput": Walls(["JSON", "Model", "Demands", "GuestDesign", "DomainXML"], foreign: ["Foundation"]),
        "InstanceMetadata": Walls(["JSON", "Model"]),
        "ImageFormat": Walls(),

        "Runtime": Walls(["Model"], foreign: ["Glibc", "Synchronization"]),
        "Store": Walls(
            ["JSON", "Model", "Runtime"],
            foreign: ["Foundation", "Glibc", "Dispatch", "Synchronization", "GRDB", "Logging"]),
        "Cloud": Walls(["Model"]),
        "HostLink": Walls(["Model", "Store"]),
        "Standalone": Walls(
            ["JSON", "Model", "Runtime", "Store", "Cloud", "HostLink"],
            foreign: [
                "Foundation", "Glibc", "Synchronization", "Crypto", "CryptoExtras", "Logging", "NIOCore", "NIOPosix",
            ]),
        "Workflow": Walls(
            ["Model", "Demands", "Scheduler", "Runtime", "Store", "Cloud", "HostLink"],
            foreign: ["Synchronization", "Logging"]),
        "API": Walls(
            [
                "JSON", "Model", "Demands", "InstanceMetadata", "Runtime", "Store", "Cloud", "HostLink", "Standalone",
                "Workflow",
            ],
            foreign: [
                "Foundation", "Synchronization", "Hummingbird", "HTTPTypes", "Logging", "NIOCore", "NIOHTTPTypes",
                "Crypto", "CryptoExtras",
            ]),

        "CLibvirt": Walls(),
        "Libvirt": Walls(["CLibvirt"], foreign: ["Glibc"]),
        "Hypervisor": Walls(["Model", "GuestDesign", "Runtime"], foreign: ["Synchronization"]),
        "LibvirtDriver": Walls(
            ["JSON", "Model", "Runtime", "GuestDesign", "DomainXML", "Hypervisor", "Libvirt"],
            foreign: ["Glibc", "Synchronization", "Logging", "Subprocess"]),
        "Agent": Walls(
            [
                "JSON", "Model", "Demands", "GuestDesign", "InstanceMetadata", "ImageFormat", "Runtime", "Store",
                "HostLink", "Hypervisor",
            ],
            foreign: [
                "Foundation", "Glibc", "Dispatch", "Synchronization", "Crypto", "Logging", "Subprocess",
                "SystemPackage",
            ]),

        "CHeap": Walls(),
        "vireo": Walls(
            [
                "CHeap", "JSON", "Model", "GuestDesign", "DomainXML", "DesignInput", "InstanceMetadata", "Runtime",
                "Store",
                "Cloud", "HostLink", "Standalone", "Workflow", "API", "Hypervisor", "LibvirtDriver", "Libvirt", "Agent",
            ],
            foreign: [
                "Foundation", "Glibc", "Synchronization", "ArgumentParser", "Configuration", "Hummingbird",
                "HummingbirdCore", "Logging", "NIOCore", "ServiceLifecycle", "SystemPackage", "UnixSignals",
            ]),
    ]

    /// Rules and values: the standard library and nothing else, but for the reader of libvirt's XML.
    static let pure = [
        "JSON", "Model", "Demands", "Scheduler", "GuestDesign", "DomainXML", "InstanceMetadata", "ImageFormat",
    ]

    /// Modules that few may see, and who.
    static let doors: [String: Set<String>] = [
        "CLibvirt": ["Libvirt"],
        "CHeap": ["vireo"],
        "GRDB": ["Store"],
        "Hummingbird": ["API", "vireo"],
        "FoundationXML": ["DomainXML"],
        "Subprocess": ["Agent", "LibvirtDriver"],
        "ArgumentParser": ["vireo"],
    ]
}
