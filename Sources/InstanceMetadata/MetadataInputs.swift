internal import Model

/// All that one guest's documents are made from.
struct MetadataInputs {
    let data: GuestData
    let randomSeed: [UInt8]
    let resolved: ResolvedGuest?
    let dedicatedCPUs: [Int]
}
