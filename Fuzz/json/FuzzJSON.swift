import JSON

/// A document is refused, or it is read, written and read again as the same.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let bytes = Array(UnsafeBufferPointer(start: start, count: count))
    do throws(JSONSyntaxError) {
        let document = try JSONValue(parsing: bytes)
        guard let again = try? JSONValue(parsing: document.encoded) else {
            fatalError("what was written cannot be read")
        }
        guard again == document else { fatalError("what was written reads as something else") }
    } catch {
        guard (0...bytes.count).contains(error.offset) else { fatalError("an error outside the document") }
    }
    return 0
}
