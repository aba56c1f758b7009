package import Model

/// Why a request is refused before anything is stored; each case has its status in the API's table.
package enum RequestRefusal: Error, Hashable {
    case badRequest(String)
    case forbidden(String)
    case notFound(kind: String, id: String)
    case conflict(String)
    case overQuota(QuotaExceeded)
    /// The server's state does not permit the action.
    case phase(server: ID<Server>, PhaseRefusal)
    /// The server is locked, and the caller is not an administrator.
    case locked(server: ID<Server>)
}
