import ImageFormat

/// Whatever the bytes are, the answer is facts that are within limits or a refusal that can be shown to a tenant, and
/// no more is read than the inspector may.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    guard let input = ImageInput(UnsafeBufferPointer(start: start, count: count)) else { return -1 }
    let source = WatchedImage(input.image)
    let limits = ImageLimits()
    do throws(ImageRefusal) {
        let content = try ImageInspector(source).detect()
        source.beginAgain()
        let facts = try ImageInspector(source).inspect(declared: input.declared)
        guard facts.format == input.declared, facts.content == content, facts.fileSize == source.size else {
            fatalError("the facts are of another image: \(facts)")
        }
        guard facts.virtualSize <= limits.virtualSize else { fatalError("a disk over the limit: \(facts)") }
        let images = content.filter { !$0.isPartitionTable }
        guard images.count < 2 else { fatalError("two images at once: \(content)") }
        if input.declared == .raw, images != [], images != [.iso] { fatalError("raw, and also \(images)") }
    } catch {
        let message = error.message
        guard message.utf8.count < 1000, message.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
            fatalError("not fit to be shown: \(message)")
        }
    }
    guard source.bytesRead <= limits.readBudget else { fatalError("\(source.bytesRead) bytes were read") }
    return 0
}
