package import Hummingbird

/// The whole surface of the Compute API on one page: method, path, who may (see `Policy`), since and until when, and
/// who answers. Every path is served with and without a project before it.
///
/// Source: Compute API reference.
package enum Routes {
    /// Puts the Compute API into the router, below `/compute`.
    package static func addCompute(_ compute: Compute, to router: Router<APIContext>) {
        ComputeSurface(compute: compute).add(
            servers(compute) + flavors(compute) + keyPairs(compute) + projects(compute) + hosts(compute)
                + probed(compute),
            gone: gone,
            to: router
        )
    }

    private static func servers(_ compute: Compute) -> [ComputeRoute] {
        let lists = ServerLists(compute: compute)
        let changes = ServerChanges(compute: compute)
        return [
            .get("servers", .listServers, lists.brief),
            .get("servers/detail", .listServers, lists.detail),
            .post("servers", .createServer, changes.create),
            .get("servers/{server}", .showServer, lists.show),
            .put("servers/{server}", .updateServer, changes.update),
            .delete("servers/{server}", .deleteServer, changes.delete),
            .post("servers/{server}/action", .otherAction, ServerActions(compute: compute).run),
        ] + partsOfServers(compute)
    }

    private static func partsOfServers(_ compute: Compute) -> [ComputeRoute] {
        let metadata = ServerMetadata(compute: compute)
        let tags = ServerTags(compute: compute)
        let connections = ServerConnections(compute: compute)
        let actions = InstanceActions(compute: compute)
        let designs = GuestDesigns(compute: compute)
        return [
            .get("servers/{server}/metadata", .readMetadata, metadata.list),
            .post("servers/{server}/metadata", .writeMetadata, metadata.merge),
            .put("servers/{server}/metadata", .writeMetadata, metadata.replace),
            .get("servers/{server}/metadata/{key}", .readMetadata, metadata.show),
            .put("servers/{server}/metadata/{key}", .writeMetadata, metadata.put),
            .delete("servers/{server}/metadata/{key}", .writeMetadata, metadata.delete),
            .get("servers/{server}/tags", .readTags, from: .serverTags, tags.list),
            .put("servers/{server}/tags", .writeTags, from: .serverTags, tags.replace),
            .delete("servers/{server}/tags", .writeTags, from: .serverTags, tags.clear),
            .get("servers/{server}/tags/{tag}", .readTags, from: .serverTags, tags.show),
            .put("servers/{server}/tags/{tag}", .writeTags, from: .serverTags, tags.put),
            .delete("servers/{server}/tags/{tag}", .writeTags, from: .serverTags, tags.delete),
            .get("servers/{server}/ips", .readAddresses, connections.addresses),
            .get("servers/{server}/ips/{label}", .readAddresses, connections.addressesOfNetwork),
            .get("servers/{server}/os-interface", .readInterfaces, connections.interfaces),
            .get("servers/{server}/os-interface/{port}", .readInterfaces, connections.interface),
            .get("servers/{server}/os-volume_attachments", .readVolumeAttachments, connections.volumes),
            .get("servers/{server}/os-volume_attachments/{volume}", .readVolumeAttachments, connections.volume),
            .get("servers/{server}/os-security-groups", .readSecurityGroups, connections.securityGroups),
            .get("servers/{server}/os-instance-actions", .listActions, actions.list),
            .get("servers/{server}/os-instance-actions/{request}", .showAction, actions.show),
            .get("servers/{server}/vireo-guest-design", .explainServer, designs.show),
            .post("vireo-guest-designs", .previewServer, designs.preview),
        ]
    }

    private static func flavors(_ compute: Compute) -> [ComputeRoute] {
        let lists = FlavorLists(compute: compute)
        let changes = FlavorChanges(compute: compute)
        let specs = FlavorExtraSpecs(compute: compute)
        let access = FlavorAccess(compute: compute)
        return [
            .get("flavors", .listFlavors, lists.brief),
            .get("flavors/detail", .listFlavors, lists.detail),
            .post("flavors", .manageFlavors, changes.create),
            .get("flavors/{flavor}", .listFlavors, lists.show),
            .put("flavors/{flavor}", .manageFlavors, from: .flavorDescription, changes.update),
            .delete("flavors/{flavor}", .manageFlavors, changes.delete),
            .get("flavors/{flavor}/os-extra_specs", .readExtraSpecs, specs.list),
            .post("flavors/{flavor}/os-extra_specs", .writeExtraSpecs, specs.create),
            .get("flavors/{flavor}/os-extra_specs/{key}", .readExtraSpecs, specs.show),
            .put("flavors/{flavor}/os-extra_specs/{key}", .writeExtraSpecs, specs.update),
            .delete("flavors/{flavor}/os-extra_specs/{key}", .writeExtraSpecs, specs.delete),
            .get("flavors/{flavor}/os-flavor-access", .readFlavorAccess, access.list),
            .post("flavors/{flavor}/action", .writeFlavorAccess, access.act),
        ]
    }

    private static func keyPairs(_ compute: Compute) -> [ComputeRoute] {
        let pairs = KeyPairs(compute: compute)
        return [
            .get("os-keypairs", .readKeyPairs, pairs.list),
            .post("os-keypairs", .writeKeyPairs, pairs.create),
            .get("os-keypairs/{keypair}", .readKeyPairs, pairs.show),
            .delete("os-keypairs/{keypair}", .writeKeyPairs, pairs.delete),
        ]
    }

    private static func projects(_ compute: Compute) -> [ComputeRoute] {
        let quotas = QuotaSets(compute: compute)
        let usage = Usage(compute: compute)
        return [
            .get("limits", .readLimits, Limits(compute: compute).show),
            .get("os-quota-sets/{tenant}", .readQuotas, quotas.show),
            .put("os-quota-sets/{tenant}", .writeQuotas, quotas.update),
            .delete("os-quota-sets/{tenant}", .writeQuotas, quotas.delete),
            .get("os-quota-sets/{tenant}/defaults", .readQuotaDefaults, quotas.defaults),
            .get("os-quota-sets/{tenant}/detail", .readQuotas, quotas.detail),
            .get("os-simple-tenant-usage", .readUsageOfAll, usage.list),
            .get("os-simple-tenant-usage/{tenant}", .readUsage, usage.show),
        ]
    }

    private static func hosts(_ compute: Compute) -> [ComputeRoute] {
        let zones = Zones(compute: compute)
        let services = ComputeServices(compute: compute)
        let hypervisors = Hypervisors(compute: compute)
        return [
            .get("os-availability-zone", .listZones, zones.list),
            .get("os-availability-zone/detail", .listZoneDetails, zones.detail),
            .get("os-services", .readServices, services.list),
            .put("os-services/{service}", .writeServices, from: .hostUUIDs, services.update),
            .put("os-services/enable", .writeServices, upTo: .beforeHostUUIDs, services.enable),
            .put("os-services/disable", .writeServices, upTo: .beforeHostUUIDs, services.disable),
            .put("os-services/disable-log-reason", .writeServices, upTo: .beforeHostUUIDs, services.disableWithReason),
            .put(
                "os-services/force-down",
                .writeServices,
                from: .forcedDown,
                upTo: .beforeHostUUIDs,
                services.forceDown
            ),
            .get("os-hypervisors", .readHypervisors, hypervisors.list),
            .get("os-hypervisors/detail", .readHypervisors, hypervisors.detail),
            .get("os-hypervisors/statistics", .readHypervisors, hypervisors.statistics),
            .get("os-hypervisors/{hypervisor}", .readHypervisors, hypervisors.show),
            .get("os-hypervisors/{hypervisor}/uptime", .readHypervisors, hypervisors.uptime),
            .get("os-hypervisors/{hypervisor}/search", .readHypervisors, upTo: .beforeHostUUIDs, hypervisors.search),
            .get("os-hypervisors/{hypervisor}/servers", .readHypervisors, upTo: .beforeHostUUIDs, hypervisors.servers),
        ]
    }

    /// What clients look at before they go on, and what there is none of here.
    private static func probed(_ compute: Compute) -> [ComputeRoute] {
        let empty = EmptyCollections(compute: compute)
        let extensions = Extensions()
        return [
            .get("extensions", .readExtensions, extensions.list),
            .get("extensions/{alias}", .readExtensions, extensions.show),
            .get("os-server-groups", .readServerGroups, empty.serverGroups),
            .get("os-server-groups/{group}", .readServerGroups, empty.serverGroup),
            .get("os-aggregates", .readAggregates, empty.aggregates),
            .get("os-aggregates/{aggregate}", .readAggregates, empty.aggregate),
            .get("os-migrations", .readMigrations, empty.migrations),
            .get("servers/{server}/migrations", .readMigrations, from: .serverMigrations, empty.serverMigrations),
        ]
    }

    /// Answered with 410.
    private static let gone = [
        "os-agents", "os-cells", "os-certificates", "os-cloudpipe", "os-fixed-ips", "os-floating-ip-dns",
        "os-floating-ips-bulk", "os-fping", "os-security-group-default-rules", "servers/{server}/consoles",
        "servers/{server}/os-virtual-interfaces",
    ]
}
