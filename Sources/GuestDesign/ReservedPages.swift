/// Pages of one size in one NUMA cell that no guest gets.
///
/// Source: Nova's configuration reference, `reserved_huge_pages`.
package struct ReservedPages: Codable, Hashable, Sendable {
    package var node: Int
    package var sizeKiB: Int
    package var count: Int

    package init(node: Int, sizeKiB: Int, count: Int) {
        self.node = node
        self.sizeKiB = sizeKiB
        self.count = count
    }
}
