package import Hummingbird
package import Standalone

/// All routes of the embedded Identity API: Keystone's v3, as far as stock clients need it.
///
/// Each handler asks for the token by itself: some answer without one, and a token that is good for no project is good
/// here.
package struct IdentityRoutes {
    private let api: IdentityAPI

    package init(identity: StandaloneIdentity, catalog: Catalog) {
        api = IdentityAPI(identity: identity, catalog: catalog)
    }

    package func add(to router: Router<APIContext>) {
        router.get("identity", use: api.versions)
        let v3 = router.group("identity/v3")
        v3.get(use: api.showVersion)
        addTokens(v3)
        addDirectory(v3)
        addAssignments(v3)
        addCatalog(v3)
    }

    private func addTokens(_ v3: RouterGroup<APIContext>) {
        v3.post("auth/tokens", use: api.createToken)
        v3.get("auth/tokens", use: api.showToken)
        v3.head("auth/tokens", use: api.showToken)
        v3.delete("auth/tokens", use: api.revokeToken)
        v3.get("auth/catalog", use: api.showCatalog)
        v3.get("auth/projects", use: api.listOwnProjects)
        v3.get("auth/domains", use: api.listOwnDomains)
        v3.get("auth/system", use: api.listOwnSystems)
    }

    private func addDirectory(_ v3: RouterGroup<APIContext>) {
        v3.get("domains", use: api.listDomains)
        v3.get("domains/:domain", use: api.showDomain)
        v3.get("projects", use: api.listProjects)
        v3.post("projects", use: api.createProject)
        v3.get("projects/:project", use: api.showProject)
        v3.patch("projects/:project", use: api.updateProject)
        v3.delete("projects/:project", use: api.deleteProject)
        v3.get("users", use: api.listUsers)
        v3.post("users", use: api.createUser)
        v3.get("users/:user", use: api.showUser)
        v3.patch("users/:user", use: api.updateUser)
        v3.delete("users/:user", use: api.deleteUser)
        v3.post("users/:user/password", use: api.changePassword)
        v3.get("users/:user/projects", use: api.listProjectsOfUser)
        v3.get("users/:user/groups", use: api.listGroups)
        v3.get("groups", use: api.listGroups)
        v3.get("roles", use: api.listRoles)
        v3.post("roles", use: api.createRole)
        v3.get("roles/:role", use: api.showRole)
        v3.patch("roles/:role", use: api.updateRole)
        v3.delete("roles/:role", use: api.deleteRole)
    }

    private func addAssignments(_ v3: RouterGroup<APIContext>) {
        v3.get("role_assignments", use: api.listAssignments)
        for place in ["projects/:project", "domains/:domain", "system"] {
            let roles = RouterPath("\(place)/users/:user/roles")
            let role = RouterPath("\(place)/users/:user/roles/:role")
            v3.get(roles, use: api.listRolesOfUser)
            v3.put(role, use: api.assignRole)
            v3.get(role, use: api.checkRole)
            v3.head(role, use: api.checkRole)
            v3.delete(role, use: api.unassignRole)
        }
    }

    private func addCatalog(_ v3: RouterGroup<APIContext>) {
        v3.get("services", use: api.listServices)
        v3.get("services/:service", use: api.showService)
        v3.get("endpoints", use: api.listEndpoints)
        v3.get("endpoints/:endpoint", use: api.showEndpoint)
        v3.get("regions", use: api.listRegions)
        v3.get("regions/:region", use: api.showRegion)
    }
}
