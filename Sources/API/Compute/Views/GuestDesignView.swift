internal import HostLink
internal import JSON

/// An explained guest as the API shows it, or why there would be none.
struct GuestDesignView {
    typealias Outcome = Result<GuestExplanation, GuestRefusal>

    private let outcome: Outcome

    init(_ outcome: Outcome) { self.outcome = outcome }

    /// All members are there, whatever came out, so that a client need not ask for them.
    func writeMembers(to writer: inout JSONWriter) {
        var explanation: GuestExplanation?
        var refusal: GuestRefusal?
        switch outcome {
        case .success(let success): explanation = success
        case .failure(let failure): refusal = failure
        }
        writer.member("refusal", refusal?.description)
        writer.member("domain", explanation?.definition)
        writer.name("elements")
        writer.beginArray()
        for element in explanation?.elements ?? [] { write(element, to: &writer) }
        writer.endArray()
        writer.member("idle_inputs", value: .array((explanation?.idleInputs ?? []).map { .string($0) }))
    }

    private func write(_ element: GuestExplanation.Element, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("path", element.path)
        writer.member("value", element.value)
        writer.member("decided_by", element.source)
        writer.member("rule", element.rule)
        writer.endObject()
    }
}
