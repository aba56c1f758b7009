import Foundation
import ImageFormat
import Testing

private let qemuImg = "/usr/bin/qemu-img"

@Suite(
    "What qemu-img makes is judged as qemu-img means it",
    .enabled(if: FileManager.default.isExecutableFile(atPath: qemuImg), "qemu-img is not installed"),
    .serialized
)
struct QemuImageTests {
    private struct Information: Decodable {
        let virtualSize: UInt64
        enum CodingKeys: String, CodingKey { case virtualSize = "virtual-size" }
    }

    private static func run(_ arguments: [String], in folder: URL) throws -> Data {
        var (status, output, errors) = try attempt(arguments, in: folder)
        // On a busy machine it may find no measure for its key derivation; what it makes is the same then.
        for _ in 0..<10 where status != 0 && errors.contains("accurate CPU usage") {
            (status, output, errors) = try attempt(arguments, in: folder)
        }
        try #require(status == 0, "qemu-img \(arguments.joined(separator: " ")): \(errors)")
        return output
    }

    private static func attempt(
        _ arguments: [String], in folder: URL
    ) throws -> (status: Int32, output: Data, errors: String) {
        let process = Process()
        process.executableURL = URL(filePath: qemuImg)
        process.arguments = arguments
        process.currentDirectoryURL = folder
        let (output, errors) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        // It says a line or two where it fails: never so much that the pipe would be full before the other is read.
        let data = try output.fileHandleForReading.readToEnd() ?? Data()
        let said = try errors.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, data, String(decoding: said, as: UTF8.self))
    }

    private static func withFolder(_ body: (URL) throws -> Void) throws {
        let temporary = FileManager.default.temporaryDirectory
        let folder = try FileManager.default.url(
            for: .itemReplacementDirectory,
            in: .userDomainMask,
            appropriateFor: temporary,
            create: true
        )
        defer { try? FileManager.default.removeItem(at: folder) }
        try body(folder)
    }

    private static func image(_ name: String, in folder: URL) throws -> MemoryImage {
        MemoryImage(Array(try Data(contentsOf: folder.appending(path: name))))
    }

    @Test(
        "Images it creates are accepted at the size it tells",
        arguments: [
            (.raw, []), (.qcow2, []), (.qcow2, ["compat=0.10"]), (.qcow2, ["cluster_size=512"]),
            (.qcow2, ["cluster_size=2M"]), (.qcow2, ["compression_type=zstd"]),
            (.qcow2, ["extended_l2=on,cluster_size=128k"]), (.qcow2, ["lazy_refcounts=on"]),
            (.qcow2, ["preallocation=metadata"]), (.qcow2, ["refcount_bits=64"]), (.vmdk, []),
            (.vmdk, ["subformat=streamOptimized"]), (.vhd, []), (.vhd, ["subformat=fixed"]),
            (.vhd, ["force_size=on"]), (.vhdx, []), (.vhdx, ["subformat=fixed"]), (.vdi, []), (.vdi, ["static=on"]),
            (.ploop, []),
        ] as [(DiskFormat, [String])]
    )
    func created(format: DiskFormat, options: [String]) throws {
        try Self.withFolder { folder in
            let options = options.flatMap { ["-o", $0] }
            _ = try Self.run(["create", "-q", "-f", format.qemuName] + options + ["disk", "11M"], in: folder)
            try Self.expectAgreement(on: "disk", format, in: folder)
        }
    }

    @Test(
        "Images it converts to are accepted at the size it tells",
        arguments: [
            (.raw, []), (.qcow2, []), (.qcow2, ["-c"]), (.qcow2, ["-c", "-o", "compression_type=zstd"]), (.vmdk, []),
            (.vmdk, ["-o", "subformat=streamOptimized"]), (.vhd, []), (.vhd, ["-o", "subformat=fixed"]), (.vhdx, []),
            (.vdi, []), (.ploop, []),
        ] as [(DiskFormat, [String])]
    )
    func converted(format: DiskFormat, options: [String]) throws {
        try Self.withFolder { folder in
            var content = SparseImage.gpt().read(offset: 0, count: 1 << 20)
            content.append(contentsOf: (0..<1 << 20).map { UInt8(truncatingIfNeeded: $0 &* 2_654_435_761 >> 13) })
            try Data(content).write(to: folder.appending(path: "source"))
            let arguments = ["convert", "-f", "raw", "-O", format.qemuName] + options + ["source", "disk"]
            _ = try Self.run(arguments, in: folder)
            try Self.expectAgreement(on: "disk", format, in: folder)
        }
    }

    @Test("An internal snapshot and a bitmap are told")
    func snapshot() throws {
        try Self.withFolder { folder in
            _ = try Self.run(["create", "-q", "-f", "qcow2", "disk", "11M"], in: folder)
            _ = try Self.run(["snapshot", "-c", "one", "disk"], in: folder)
            _ = try Self.run(["bitmap", "--add", "disk", "changes"], in: folder)
            let facts = try ImageInspector(Self.image("disk", in: folder)).inspect(declared: .qcow2)
            #expect(facts.qcow2?.internalSnapshots == 1)
            #expect(facts.qcow2?.bitmaps == 1)
        }
    }

    @Test(
        "Images it creates upon other files are refused",
        arguments: [
            ("qcow2", ["-b", "base", "-F", "qcow2"], .qcow2, .backingFile(.qcow2)),
            ("qcow2", ["-o", "data_file=outside"], .qcow2, .externalDataFile(.qcow2)),
            ("qcow2", ["-o", "data_file=outside,data_file_raw=on"], .qcow2, .externalDataFile(.qcow2)),
            (
                "qcow2",
                [
                    "--object", "secret,id=key,data=abc", "-o",
                    "encrypt.format=luks,encrypt.key-secret=key,encrypt.iter-time=10",
                ],
                .qcow2, .encrypted(.qcow2, method: "LUKS")
            ),
            (
                "luks", ["--object", "secret,id=key,data=abc", "-o", "key-secret=key,iter-time=10"],
                .raw, .declaredDiffers(declared: .raw, detected: [.luks])
            ),
            ("vmdk", ["-o", "subformat=monolithicFlat"], .vmdk, .unsupportedSubformat(.vmdk, "descriptor file")),
            ("vmdk", ["-o", "subformat=twoGbMaxExtentSparse"], .vmdk, .unsupportedSubformat(.vmdk, "descriptor file")),
            ("vmdk", ["-o", "subformat=monolithicFlat"], .raw, .declaredDiffers(declared: .raw, detected: [.vmdk])),
            ("vmdk", ["-b", "base.vmdk", "-F", "vmdk"], .vmdk, .backingFile(.vmdk)),
            ("qed", [], .raw, .declaredDiffers(declared: .raw, detected: [.qed])),
            ("qcow", [], .qcow2, .unsupportedVersion(.qcow2, 1)),
            ("qcow2", [], .raw, .declaredDiffers(declared: .raw, detected: [.qcow2])),
            ("raw", [], .qcow2, .declaredDiffers(declared: .qcow2, detected: [])),
        ] as [(String, [String], DiskFormat, ImageRefusal)]
    )
    func refused(format: String, options: [String], declared: DiskFormat, refusal: ImageRefusal) throws {
        try Self.withFolder { folder in
            _ = try Self.run(["create", "-q", "-f", "qcow2", "base", "11M"], in: folder)
            _ = try Self.run(["create", "-q", "-f", "vmdk", "base.vmdk", "11M"], in: folder)
            _ = try Self.run(["create", "-q", "-f", format] + options + ["disk", "11M"], in: folder)
            let image = try Self.image("disk", in: folder)
            #expect(throws: refusal) { try ImageInspector(image).inspect(declared: declared) }
        }
    }

    private static func expectAgreement(on name: String, _ format: DiskFormat, in folder: URL) throws {
        let facts = try ImageInspector(Self.image(name, in: folder)).inspect(declared: format)
        let data = try Self.run(["info", "--output=json", "-f", format.qemuName, name], in: folder)
        let information = try JSONDecoder().decode(Information.self, from: data)
        #expect(facts.virtualSize == information.virtualSize)
        #expect(facts.format == format)
    }
}
