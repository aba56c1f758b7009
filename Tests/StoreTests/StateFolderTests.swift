import Foundation
import Testing

@testable import Store

@Suite("A state folder")
struct StateFolderTests {
    @Test("that is refused closes no file but its own")
    func refused() async throws {
        let folder = try TemporaryFolder()
        let held = try StateFolder(folder.path)
        let lost = await withTaskGroup(of: Int.self) { group in
            group.addTask {
                for _ in 0..<3000 { _ = try? StateFolder(folder.path) }
                return 0
            }
            group.addTask {
                (0..<30_000).count { _ in
                    let file = open("/dev/null", O_RDONLY | O_CLOEXEC)
                    return close(file) != 0
                }
            }
            return await group.reduce(0, +)
        }
        #expect(lost == 0, "\(lost) files were closed by another's hand")
        held.unlock()
    }
}
