package import Cloud
package import Hummingbird
package import Standalone

/// All routes of the embedded Networking API: Neutron's v2.0, as far as stock clients need it.
package struct NetworkRoutes {
    private let api: NetworkAPI
    private let identity: any Identity

    package init(networks: StandaloneNetworks, identity: any Identity, catalog: Catalog) {
        api = NetworkAPI(networks: networks, catalog: catalog)
        self.identity = identity
    }

    package func add(to router: Router<APIContext>) {
        router.get("network", use: api.versions)
        router.get("network/v2.0", use: api.resources)
        let v2 = router.group("network/v2.0").add(middleware: TokenMiddleware(identity: identity))
        addNetworks(v2)
        addSecurityGroups(v2)
        addSurroundings(v2)
    }

    private func addNetworks(_ v2: RouterGroup<APIContext>) {
        v2.get("networks", use: api.listNetworks)
        v2.post("networks", use: api.createNetwork)
        v2.get("networks/:network", use: api.showNetwork)
        v2.put("networks/:network", use: api.updateNetwork)
        v2.delete("networks/:network", use: api.deleteNetwork)
        v2.get("subnets", use: api.listSubnets)
        v2.post("subnets", use: api.createSubnet)
        v2.get("subnets/:subnet", use: api.showSubnet)
        v2.put("subnets/:subnet", use: api.updateSubnet)
        v2.delete("subnets/:subnet", use: api.deleteSubnet)
        v2.get("ports", use: api.listPorts)
        v2.post("ports", use: api.createPort)
        v2.get("ports/:port", use: api.showPort)
        v2.put("ports/:port", use: api.updatePort)
        v2.delete("ports/:port", use: api.deletePort)
        v2.get("auto-allocated-topology/:project", use: api.allocateTopology)
    }

    private func addSecurityGroups(_ v2: RouterGroup<APIContext>) {
        v2.get("security-groups", use: api.listGroups)
        v2.post("security-groups", use: api.createGroup)
        v2.get("security-groups/:group", use: api.showGroup)
        v2.put("security-groups/:group", use: api.updateGroup)
        v2.delete("security-groups/:group", use: api.deleteGroup)
        v2.get("security-group-rules", use: api.listRules)
        v2.post("security-group-rules", use: api.createRule)
        v2.get("security-group-rules/:rule", use: api.showRule)
        v2.delete("security-group-rules/:rule", use: api.deleteRule)
    }

    private func addSurroundings(_ v2: RouterGroup<APIContext>) {
        v2.get("extensions", use: api.listExtensions)
        v2.get("extensions/:alias", use: api.showExtension)
        v2.get("availability_zones", use: api.listZones)
        v2.get("quotas", use: api.listQuotas)
        v2.get("quotas/:project", use: api.showQuota)
        v2.get("quotas/:project/default", use: api.showDefaultQuota)
        v2.put("quotas/:project", use: api.updateQuota)
        v2.delete("quotas/:project", use: api.deleteQuota)
        v2.get("quotas/:project/details.json", use: api.showQuotaDetails)
        v2.get("quotas/:project/details", use: api.showQuotaDetails)
        v2.get("agents", use: NetworkAPI.none("agents"))
        v2.get("routers", use: NetworkAPI.none("routers"))
        v2.get("floatingips", use: NetworkAPI.none("floatingips"))
        v2.get("subnetpools", use: NetworkAPI.none("subnetpools"))
        v2.get("address-scopes", use: NetworkAPI.none("address_scopes"))
        v2.get("trunks", use: NetworkAPI.none("trunks"))
        v2.get("rbac-policies", use: NetworkAPI.none("rbac_policies"))
        v2.get("segments", use: NetworkAPI.none("segments"))
    }
}
