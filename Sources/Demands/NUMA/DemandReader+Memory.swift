import Model

/// What a guest's memory is made of.
extension DemandReader {
    /// The image may choose only where the flavor leaves it open, by `large` or `any`.
    func pageSize() throws(DemandConflict) -> PageSize? {
        let (flavor, image) = (ofFlavor("hw:mem_page_size"), ofImage("hw_mem_page_size"))
        let ofFlavor = try pageSize(flavor)
        guard let image, let ofImage = try pageSize(image) else { return ofFlavor }
        switch ofFlavor {
        case .large, .any: return ofImage
        case nil, .small, .kibibytes:
            throw DemandConflict(
                [flavor, image].compactMap(\.self),
                "the image may choose a page size only where the flavor says hw:mem_page_size=any or large")
        }
    }

    private func pageSize(_ setting: DemandSetting?) throws(DemandConflict) -> PageSize? {
        guard let setting, !setting.value.isEmpty else { return nil }
        guard let size = PageSize(setting.value) else {
            throw DemandConflict([setting], "it must be small, large, any, or a size such as 2048 (KiB) or 1GB")
        }
        return size
    }

    /// Both must agree; locking needs a page size, so that the memory is accounted for.
    func locksMemory() throws(DemandConflict) -> Bool {
        guard try agreedFlag(flavor: "hw:locked_memory", image: "hw_locked_memory") == true else { return false }
        guard ofFlavor("hw:mem_page_size") != nil || ofImage("hw_mem_page_size") != nil else {
            throw DemandConflict(
                [ofFlavor("hw:locked_memory"), ofImage("hw_locked_memory")].compactMap(\.self),
                "locked memory needs a page size too: set hw:mem_page_size (small will do)")
        }
        return true
    }
}
