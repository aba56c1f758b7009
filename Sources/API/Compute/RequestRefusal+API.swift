internal import Model
internal import Workflow

extension RequestRefusal: APIConvertible {
    /// Statuses and texts as clients match on them.
    ///
    /// Source: Compute API reference, the error codes of each action; Nova, `nova/api/openstack/common.py`.
    package var apiError: APIError {
        switch self {
        case .badRequest(let text): .badRequest(text)
        case .forbidden(let text): .forbidden(text)
        case .notFound(let kind, let id): .notFound(kind, id)
        case .conflict(let text): .conflict(text)
        case .overQuota(let exceeded): exceeded.apiError
        case .phase(let server, let refusal):
            .conflict(
                "Cannot '\(refusal.action.name)' instance \(server) while it is in \(refusal.attribute) "
                    + refusal.value
            )
        case .locked(let server): .conflict("Instance \(server) is locked")
        }
    }
}

extension QuotaExceeded: APIConvertible {
    package var apiError: APIError { .forbidden(message) }
}
