import Foundation
import Hypervisor
import Logging
import Model
import Testing

@testable import Agent

/// How tools are run.
@Suite struct ToolBoxTests {
    private let place: Workplace

    init() throws { place = try Workplace() }

    private func box(_ script: String) throws -> ToolBox {
        let path = place.root + "/tool"
        try place.write(Array(("#!/bin/sh\n" + script).utf8), to: path)
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        return ToolBox(
            folders: [place.root, "/usr/bin"],
            runtime: place.clock,
            logger: Logger(label: "t") { _ in SwiftLogNoOpLogHandler() }
        )
    }

    private let tool = HostTool(name: "tool", package: "tools")

    @Test func argumentsReachTheToolAsTheyAre() async throws {
        let box = try box("printf '%s|' \"$@\" > \(place.root)/seen")
        try await box.run(tool, ["a b", "$HOME", ";ls", ""], deadline: .seconds(60))
        #expect(String(decoding: try place.bytes(place.root + "/seen"), as: UTF8.self) == "a b|$HOME|;ls||")
    }

    @Test func aConfinedToolHasLimitsAndNoNetwork() async throws {
        let box = try box(
            "ulimit -v > \(place.root)/seen; ulimit -t >> \(place.root)/seen; readlink /proc/self/ns/net >> \(place.root)/seen; cat /proc/net/dev | tail -n +3 | cut -d: -f1 | tr -d ' ' >> \(place.root)/seen"
        )
        let confinement = ToolConfinement(cpuSeconds: 30, addressSpace: 2 << 30)
        try await box.run(tool, [], confinement: confinement, deadline: .seconds(60))
        let lines = String(decoding: try place.bytes(place.root + "/seen"), as: UTF8.self).split(separator: "\n")
        #expect(lines.prefix(2) == ["2097152", "30"])
        guard Tool.isRoot else { return }
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/net")
        #expect(lines.dropFirst(2).first.map(String.init) != own && lines.dropFirst(3) == ["lo"])
    }

    @Test func aToolThatTakesTooLongIsEnded() async throws {
        let box = try box("echo $$ > \(place.root)/pid; exec sleep 1000")
        let error = await #expect(throws: DiskError.self) {
            try await box.run(tool, [], deadline: .milliseconds(500))
        }
        #expect(error?.description.contains("took longer than") == true)
        let pid = String(decoding: try place.bytes(place.root + "/pid"), as: UTF8.self).split(separator: "\n")
        #expect(!FileManager.default.fileExists(atPath: "/proc/\(pid.first ?? "x")"))
    }

    @Test func aFullDiskIsReadFromTheComplaint() async throws {
        let box = try box("echo 'tool: write: No space left on device' >&2; exit 1")
        let error = await #expect(throws: DiskError.self) { try await box.run(tool, [], deadline: .seconds(60)) }
        guard case .noSpace = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func aComplaintComesWithTheCommand() async throws {
        let box = try box("echo 'it is broken' >&2; exit 3")
        let error = await #expect(throws: DiskError.self) {
            try await box.run(tool, ["--now"], deadline: .seconds(60))
        }
        #expect(error?.description.contains("tool --now") == true)
        #expect(error?.description.contains("it is broken") == true)
    }
}
