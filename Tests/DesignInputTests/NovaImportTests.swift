import Foundation
import JSON
import Testing

@testable import DesignInput

@Suite("A nova.conf becomes a settings file")
struct NovaImportTests {
    private func read(_ texts: String...) throws -> NovaImport {
        try NovaImport(texts.map { ConfFile(Array($0.utf8)) })
    }

    private func conf(_ name: String) throws -> ConfFile {
        let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Golden/\(name)")
        return ConfFile(Array(try Data(contentsOf: file)))
    }

    @Test("A compute node's file: what comes along, what does not, and no secret of it")
    func computeNode() throws {
        let read = try NovaImport([conf("nova.conf"), conf("nova-compute.conf")])
        try golden("settings.json", read.settings.indented)
        try golden("report.txt", read.report.joined(separator: "\n") + "\n")
        #expect(!read.isComplete)
        let shown = read.settings.indented + read.report.joined(separator: "\n")
        #expect(!shown.contains("s3cret"))
        let again = try JSONValue(parsing: Array(read.settings.indented.utf8))
        _ = try OperatorSettings(OperatorSettings.given(in: again.members ?? []))
    }

    @Test("All came along where nothing was left out that guests depend on")
    func complete() throws {
        let read = try read(
            "[DEFAULT]\ndebug = true\n[libvirt]\ncpu_mode = host-passthrough\nlive_migration_downtime = 600\n")
        #expect(read.isComplete)
        #expect(read.settings == ["libvirt": ["cpu_mode": "host-passthrough"]])
        #expect(read.omissions.map(\.path) == ["DEFAULT.debug", "libvirt.live_migration_downtime"])
    }

    @Test(
        "Guests depend on what is left out",
        arguments: [
            "[libvirt]\nimages_type = rbd", "[libvirt]\nfile_backed_memory = lots", "[libvirt]\ncpu_mode = best",
            "[pci]\nalias = {\"name\": \"a\"}", "[libvirt]\nno_such = 1", "[devices]\nenabled_mdev_types = nvidia-35",
            "[libvirt]\nvirt_type = lxc", "[libvirt]\nrng_dev_path = $nowhere/random",
            "[libvirt]\nnum_pcie_ports = many",
            "[DEFAULT]\ncompute_driver = ironic.IronicDriver", "[mdev_nvidia-35]\nmdev_class = VGPU",
        ])
    func incomplete(_ text: String) throws {
        let read = try read(text)
        #expect(!read.isComplete)
        #expect(read.settings == [:])
        #expect(read.omissions.count == 1)
    }

    @Test("The last file's value counts; an option that is said several times has all")
    func several() throws {
        let read = try read(
            "[DEFAULT]\nreserved_huge_pages = node:0,size:2048,count:64\nreserved_host_memory_mb = 1024\n",
            "[DEFAULT]\nreserved_huge_pages = node:1,size:1GB,count:1\nreserved_host_memory_mb = 2048\n")
        #expect(
            read.settings == [
                "DEFAULT": [
                    "reserved_huge_pages": ["node:0,size:2048,count:64", "node:1,size:1GB,count:1"],
                    "reserved_host_memory_mb": 2048,
                ]
            ])
    }

    @Test(
        "Values as oslo.config writes them",
        arguments: [
            (
                "[libvirt]\ncpu_mode = custom\ncpu_models = Cascadelake-Server,\n  Skylake-Server", "cpu_models",
                #"["Cascadelake-Server","Skylake-Server"]"#
            ), ("[libvirt]\nuse_virtio_for_bridges = Off", "use_virtio_for_bridges", "false"),
            (
                "[libvirt]\ndisk_cachemodes = \"file=directsync,network=writeback\"", "disk_cachemodes",
                #"["file=directsync","network=writeback"]"#
            ), ("[libvirt]\nrx_queue_size = 512", "rx_queue_size", "512"),
            ("[DEFAULT]\nx = /dev\n[libvirt]\nrng_dev_path = ${x}/hwrng", "rng_dev_path", #""/dev/hwrng""#),
            ("[libvirt]\nrng_dev_path = $rng_device\nrng_device = $$a", "rng_dev_path", #""$a""#),
            ("[libvirt]\ncpu_mode = custom\ncpu_model = Nehalem", "cpu_models", #"["Nehalem"]"#),
        ])
    func values(_ text: String, _ name: String, _ value: String) throws {
        let read = try #require(try read(text).settings["libvirt"]?[name])
        #expect(String(decoding: read.encoded, as: UTF8.self) == value)
    }

    @Test("What refers to itself, and what grows without end, is left out")
    func references() throws {
        #expect(try !read("[libvirt]\nrng_dev_path = $rng_dev_path").isComplete)
        var text = "[libvirt]\nrng_dev_path = $a0\n"
        for index in 0..<30 { text += "a\(index) = $a\(index + 1)$a\(index + 1)$a\(index + 1)\n" }
        #expect(try !read(text + "a30 = x").isComplete)
    }

    @Test("An option without a value is as if it were not there, but for an empty domain")
    func empty() throws {
        let read = try read("[libvirt]\nrbd_user =\ncpu_mode =\n[api]\ndhcp_domain =\n")
        #expect(read.settings == ["api": ["dhcp_domain": ""]])
        #expect(read.omissions.isEmpty)
    }

    @Test("Values that do not go with one another are no settings")
    func together() {
        #expect(throws: DesignInputError.self) { try read("[libvirt]\ncpu_models = Nehalem") }
    }
}
