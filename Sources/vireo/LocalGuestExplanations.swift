internal import Agent
internal import Cloud
internal import DomainXML
internal import GuestDesign
internal import HostLink
internal import Model

/// Explanations by the agent of this process.
struct LocalGuestExplanations: GuestExplanations {
    let agent: HostAgent
    /// The operator's options, as far as they shape guests.
    let settings: [ExplainedInput]

    func explanation(of machine: Machine, on host: ID<Host>) async throws -> GuestExplanation {
        guard let request = try await agent.guestRequest(for: machine) else {
            throw CloudError.unavailable("\(host) has not found out yet what it can do")
        }
        do throws(DesignRefusal) {
            let explanation = try Explanation(request, inputs: request.explainedInputs + settings)
            return GuestExplanation(
                definition: explanation.definition,
                elements: explanation.lines.map {
                    GuestExplanation.Element(path: $0.path, value: $0.value, source: $0.source, rule: $0.rule)
                }, idleInputs: explanation.idle)
        } catch {
            throw GuestRefusal(error.description)
        }
    }
}
