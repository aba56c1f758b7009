import Foundation
import Testing

/// A CD-ROM that boots: the boot sector of another disk, as a CD's boot image without emulation.
struct Disc {
    let path: String

    init(booting disk: String, at path: String) throws {
        self.path = path
        let folder = path + ".d"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let sector = try Data(contentsOf: URL(filePath: disk)).prefix(512)
        try (sector + Data(count: 1536)).write(to: URL(filePath: folder + "/boot"))
        let made = Tool.run(
            "genisoimage", "-quiet", "-o", path, "-b", "boot", "-no-emul-boot", "-boot-load-size", "4", folder)
        try #require(made.status == 0, "\(made.output)")
    }
}
