internal import HostLink
internal import Hummingbird
internal import JSON
internal import Model

/// An explained guest as the API shows it, or why there would be none.
struct GuestDesignView {
    typealias Outcome = Result<GuestExplanation, GuestRefusal>

    private let host: ID<Host>?
    private let verdicts: [HostVerdict]?
    private let outcome: Outcome

    /// - Parameter verdicts: of a request; nil for a server that has its host.
    init(host: ID<Host>?, verdicts: [HostVerdict]?, _ outcome: Outcome) {
        self.host = host
        self.verdicts = verdicts
        self.outcome = outcome
    }

    var response: Response {
        .json { writer in
            writer.beginObject()
            writer.name("guest_design")
            write(to: &writer)
            writer.endObject()
        }
    }

    private var refusal: String? { if case .failure(let refusal) = outcome { refusal.description } else { nil } }

    /// What was not found out is null or empty, so that a client need not ask whether it is there.
    private func write(to writer: inout JSONWriter) {
        let explanation = try? outcome.get()
        writer.beginObject()
        writer.member("host", host?.value)
        if let verdicts {
            writer.name("verdicts")
            writer.beginArray()
            for verdict in verdicts { write(verdict, to: &writer) }
            writer.endArray()
        }
        writer.member("refusal", refusal)
        writer.member("domain", explanation?.definition)
        writer.name("elements")
        writer.beginArray()
        for element in explanation?.elements ?? [] { write(element, to: &writer) }
        writer.endArray()
        writer.member("idle_inputs", value: .array((explanation?.idleInputs ?? []).map { .string($0) }))
        writer.endObject()
    }

    private func write(_ verdict: HostVerdict, to writer: inout JSONWriter) {
        writer.beginObject()
        writer.member("host", verdict.host.value)
        writer.member("passes", verdict.refusal == nil)
        writer.member("filter", verdict.refusal?.filter)
        writer.member("reason", verdict.refusal?.reason)
        writer.endObject()
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
