import Foundation
import Testing

@Suite("The demo's tour with the stock client")
struct TourTests {
    private static let environment = ProcessInfo.processInfo.environment

    @Test(
        "boots a real guest from nothing and leaves nothing",
        .enabled(if: Service.canRun && environment["VIREO_GUEST_IMAGE"] != nil && environment["VIREO_PYTHON"] != nil))
    func tour() throws {
        let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().path()
        let python = try #require(Self.environment["VIREO_PYTHON"])
        let venv = URL(filePath: python).deletingLastPathComponent().deletingLastPathComponent().path()
        let tour = Tool.run(
            python,
            arguments: [
                "-B", "-u", repository + "demo/tour.py", "--vireo", try #require(Service.binary), "--image",
                try #require(Self.environment["VIREO_GUEST_IMAGE"]), "--venv", venv,
            ])
        #expect(tour.status == 0, "\(tour.output.suffix(6000))")
    }
}
