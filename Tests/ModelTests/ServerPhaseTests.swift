import Foundation
import Model
import Testing

@Suite("A server's phase")
struct ServerPhaseTests {
    static let phases: [ServerPhase] =
        ServerPhase.BuildStep.allCases.map(ServerPhase.building) + [.active(nil), .active(.poweringOff)]
        + RebootKind.allCases.flatMap { kind in
            ServerPhase.RebootStage.allCases.map { ServerPhase.active(.rebooting(kind, $0)) }
        } + [
            .stopped(nil), .stopped(.poweringOn), .stopped(.rebootingHard(.requested)),
            .stopped(.rebootingHard(.started)),
        ]
        + [.error(nil), .error(.poweringOff), .error(.rebootingHard(.requested)), .error(.rebootingHard(.started))]
        + [.active(.rescuing), .stopped(.rescuing), .error(.rescuing), .rescued(nil), .rescued(.unrescuing)]
        + VMState.allCases.filter { $0 != .deleted }.map { ServerPhase.deleting(from: $0) } + [.deleted]

    @Test("Every pair of phase and event has the outcome of the table")
    func allPairs() throws {
        var lines: [String] = []
        for phase in Self.phases {
            for event in ServerEvent.allCases {
                let outcome: String
                do {
                    let next = try phase.after(event)
                    outcome = next == phase ? "=" : Self.name(next)
                } catch {
                    outcome = "409 \(error.attribute) \(error.value)"
                }
                lines.append("\(Self.name(phase)) | \(event) | \(outcome)")
            }
        }
        try golden("ServerPhase.txt", lines.joined(separator: "\n") + "\n")
    }

    private static func name(_ phase: ServerPhase) -> String {
        "\(phase.vmState)/\(phase.taskState ?? "-")/\(phase.status)"
    }

    @Test("No event leads out of deleted")
    func deletedIsFinal() {
        for event in ServerEvent.allCases {
            #expect((try? ServerPhase.deleted.after(event)).map { $0 == .deleted } ?? true)
        }
    }
}

func golden(_ name: String, _ actual: String, file: String = #filePath) throws {
    let url = URL(filePath: file).deletingLastPathComponent().appending(path: "Golden/\(name)")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil { try Data(actual.utf8).write(to: url) }
    #expect(try String(contentsOf: url, encoding: .utf8) == actual)
}
