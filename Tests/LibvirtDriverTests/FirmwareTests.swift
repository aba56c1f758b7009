import Foundation
import GuestDesign
import Testing

@testable import LibvirtDriver

@Suite("Firmware descriptors")
struct FirmwareTests {
    private let folder = TemporaryFolder()

    private func write(_ name: String, loader: String?) throws {
        let file = URL(filePath: folder.path + "/" + name)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        let text = loader.map {
            """
            {"interface-types": ["uefi"], "features": [], "targets": [{"architecture": "x86_64", "machines": ["pc-*"]}],
             "mapping": {"device": "flash", "executable": {"filename": "\($0)", "format": "raw"},
                         "nvram-template": {"filename": "/vars", "format": "raw"}}}
            """
        }
        try Data((text ?? "").utf8).write(to: file)
    }

    @Test("By name over all folders; the administrator's hides the distribution's, an empty one hides only")
    func order() throws {
        try write("usr/40-a.json", loader: "/usr-40")
        try write("usr/50-b.json", loader: "/usr-50")
        try write("usr/60-c.json", loader: "/usr-60")
        try write("etc/30-d.json", loader: "/etc-30")
        try write("etc/40-a.json", loader: "/etc-40")
        try write("etc/50-b.json", loader: nil)
        try write("etc/README", loader: "/no")
        let found = HostSurvey.firmware(in: ["\(folder.path)/usr", "\(folder.path)/etc", "\(folder.path)/absent"])
        #expect(found.map(\.loader) == ["/etc-30", "/etc-40", "/usr-60"])
    }
}
