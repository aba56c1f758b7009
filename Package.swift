// swift-tools-version: 6.2

import PackageDescription

/// What a target of ours may import, ours and foreign, stands in `docs/Architecture.md`; `ArchitectureTests` hold it.
let package = Package(
    name: "vireo",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "vireo", targets: ["vireo"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: ["JSON"]),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1", traits: ["FullFoundation"]),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2", traits: []),
    ],
    targets: [
        // Pure: rules and values.
        .target(name: "JSON"),
        .target(name: "Model"),
        .target(name: "Demands", dependencies: ["Model"]),
        .target(name: "Scheduler", dependencies: ["Model", "Demands"]),
        .target(name: "GuestDesign", dependencies: ["Model", "Demands"]),
        .target(name: "DomainXML", dependencies: ["JSON", "Model", "Demands", "GuestDesign"]),
        .target(name: "DesignInput", dependencies: ["JSON", "Model", "Demands", "GuestDesign", "DomainXML"]),
        .target(name: "InstanceMetadata", dependencies: ["JSON", "Model"]),
        .target(name: "ImageFormat"),

        // The cloud's side: records, workflows, HTTP.
        .target(name: "Runtime", dependencies: ["Model"]),
        .target(name: "Store", dependencies: ["JSON", "Model", "Runtime", .grdb]),
        .target(name: "Cloud", dependencies: ["Model"]),
        .target(name: "HostLink", dependencies: ["Model", "Store"]),
        .target(
            name: "Standalone",
            dependencies: [
                "Model", "Runtime", "Store", "Cloud", "HostLink", .crypto, .cryptoExtras, .nioCore, .nioPosix,
            ]
        ),
        .target(
            name: "Workflow",
            dependencies: ["Model", "Demands", "Scheduler", "Runtime", "Store", "Cloud", "HostLink", .logging]
        ),
        .target(
            name: "API",
            dependencies: [
                "JSON", "Model", "InstanceMetadata", "Runtime", "Store", "Cloud", "HostLink", "Standalone", "Workflow",
                .hummingbird, .httpTypes, .logging, .nioCore, .nioHTTPTypes, .crypto,
            ]
        ),

        // The host's side: the agent and its hypervisor.
        .systemLibrary(name: "CLibvirt", pkgConfig: "libvirt", providers: [.apt(["libvirt-dev"])]),
        .target(
            name: "Libvirt", dependencies: ["CLibvirt"],
            swiftSettings: [.strictMemorySafety(), .treatWarning("StrictMemorySafety", as: .error)]
        ),
        .target(name: "Hypervisor", dependencies: ["Model", "GuestDesign", "Runtime"]),
        .target(
            name: "LibvirtDriver",
            dependencies: [
                "Model", "Runtime", "GuestDesign", "DomainXML", "Hypervisor", "Libvirt", .logging, .subprocess,
            ]
        ),
        .target(
            name: "Agent",
            dependencies: [
                "Model", "Demands", "GuestDesign", "InstanceMetadata", "ImageFormat", "Runtime", "Store", "HostLink",
                "Hypervisor", .crypto, .logging, .subprocess, .systemPackage,
            ]
        ),

        .systemLibrary(name: "CHeap"),
        .executableTarget(
            name: "vireo",
            dependencies: [
                "CHeap", "JSON", "Model", "GuestDesign", "DomainXML", "DesignInput", "InstanceMetadata", "Runtime",
                "Store",
                "Cloud", "HostLink", "Standalone", "Workflow", "API", "Hypervisor", "LibvirtDriver", "Libvirt", "Agent",
                .argumentParser,
                .configuration, .hummingbird, .hummingbirdCore, .logging, .nioCore, .serviceLifecycle, .systemPackage,
                .unixSignals,
            ]
        ),

        // Tests.
        .target(
            name: "TestKit",
            dependencies: [
                "Model", "GuestDesign", "Runtime", "Store", "Cloud", "HostLink", "Workflow", "Hypervisor", "Agent",
                .logging,
            ],
            path: "Tests/TestKit"
        ),
        .testTarget(name: "ModelTests", dependencies: ["Model"], exclude: ["Golden"]),
        .testTarget(name: "DemandsTests", dependencies: ["Model", "Demands"]),
        .testTarget(name: "GuestDesignTests", dependencies: ["Model", "Demands", "GuestDesign"]),
        .testTarget(
            name: "DomainXMLTests",
            dependencies: ["JSON", "Model", "Demands", "GuestDesign", "DomainXML", "DesignInput"],
            exclude: ["Golden", "PERMITTED"]
        ),
        .testTarget(
            name: "DesignInputTests", dependencies: ["JSON", "Model", "GuestDesign", "DesignInput"], exclude: ["Golden"]
        ),
        .testTarget(name: "ImageFormatTests", dependencies: ["ImageFormat"]),
        .testTarget(name: "InstanceMetadataTests", dependencies: ["JSON", "Model", "InstanceMetadata"]),
        .executableTarget(
            name: "StoreWriter", dependencies: ["Model", "Runtime", "Store"], path: "Tests/StoreWriter"
        ),
        .testTarget(name: "StoreTests", dependencies: ["Model", "Runtime", "Store", .grdb, .sqlite]),
        .testTarget(
            name: "StandaloneTests",
            dependencies: ["Model", "Runtime", "Store", "Cloud", "HostLink", "Standalone", .nioCore]
        ),
        .testTarget(
            name: "EmbeddedAPITests",
            dependencies: [
                "JSON", "Model", "Runtime", "Store", "Standalone", "API", .hummingbird, .hummingbirdTesting, .httpTypes,
                .nioCore,
            ]
        ),
        .testTarget(
            name: "ComputeAPITests",
            dependencies: [
                "JSON", "Model", "Runtime", "Store", "Cloud", "HostLink", "Workflow", "API", .hummingbird,
                .hummingbirdTesting, .httpTypes, .nioCore, .logging,
            ],
            exclude: ["Samples"]
        ),
        .testTarget(name: "LibvirtTests", dependencies: ["Libvirt"]),
        .testTarget(
            name: "AgentDisksTests",
            dependencies: [
                "Model", "Runtime", "HostLink", "Hypervisor", "Agent", .logging, .crypto,
            ]
        ),
        .testTarget(
            name: "SystemTests",
            dependencies: ["Model", "Runtime", "Store", "HostLink", "Hypervisor", "Workflow", "TestKit"]
        ),
        .testTarget(
            name: "LibvirtDriverTests",
            dependencies: [
                "Model", "Demands", "GuestDesign", "Runtime", "Hypervisor", "Libvirt", "LibvirtDriver", .logging,
            ]
        ),
        .target(name: "ServiceKit", path: "Tests/ServiceKit"),
        .testTarget(name: "MachineTests", dependencies: ["JSON", "ServiceKit"], exclude: ["Ends.txt"]),
        .testTarget(name: "JSONTests", dependencies: ["JSON"]),
        .testTarget(name: "RuntimeTests", dependencies: ["Model", "Runtime"]),
        .testTarget(name: "SchedulerTests", dependencies: ["Model", "Demands", "Scheduler"]),
        .testTarget(
            name: "AgentTests",
            dependencies: [
                "Model", "GuestDesign", "InstanceMetadata", "Runtime", "Store", "HostLink", "Hypervisor", "Agent",
                .logging,
            ], exclude: ["Golden"]
        ),
        .testTarget(
            name: "WorkflowTests",
            dependencies: [
                "Model", "GuestDesign", "Scheduler", "Runtime", "Store", "HostLink", "Hypervisor", "Workflow",
                "TestKit",
            ]
        ),
        .testTarget(
            name: "SimulationTests",
            dependencies: [
                "Model", "GuestDesign", "Runtime", "Store", "Cloud", "HostLink", "Standalone", "Workflow", "Hypervisor",
                "TestKit",
            ]
        ),
        .testTarget(name: "ServiceTests", dependencies: ["JSON", "ServiceKit"]),
        .testTarget(name: "ArchitectureTests"),
    ]
)

extension Target.Dependency {
    static let argumentParser = product(name: "ArgumentParser", package: "swift-argument-parser")
    static let configuration = product(name: "Configuration", package: "swift-configuration")
    static let crypto = product(name: "Crypto", package: "swift-crypto")
    static let cryptoExtras = product(name: "CryptoExtras", package: "swift-crypto")
    static let grdb = product(name: "GRDB", package: "GRDB.swift")
    static let httpTypes = product(name: "HTTPTypes", package: "swift-http-types")
    static let hummingbird = product(name: "Hummingbird", package: "hummingbird")
    static let hummingbirdCore = product(name: "HummingbirdCore", package: "hummingbird")
    static let hummingbirdTesting = product(name: "HummingbirdTesting", package: "hummingbird")
    static let logging = product(name: "Logging", package: "swift-log")
    static let nioCore = product(name: "NIOCore", package: "swift-nio")
    static let nioHTTPTypes = product(name: "NIOHTTPTypes", package: "swift-nio-extras")
    static let nioPosix = product(name: "NIOPosix", package: "swift-nio")
    static let serviceLifecycle = product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
    static let sqlite = product(name: "GRDBSQLite", package: "GRDB.swift")
    static let subprocess = product(name: "Subprocess", package: "swift-subprocess")
    static let unixSignals = product(name: "UnixSignals", package: "swift-service-lifecycle")
    static let systemPackage = product(name: "SystemPackage", package: "swift-system")
}

for target in package.targets where target.type != .system {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .treatAllWarnings(as: .error),
            .treatWarning("StrictLanguageFeatures", as: .error),
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
        ]
}
