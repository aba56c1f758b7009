internal import JSON
internal import Model

extension GuestMetadata {
    /// The document's bytes; nil where the version or the guest has none.
    func openStack(_ file: OpenStackFile, of version: OpenStackVersion, _ inputs: MetadataInputs) -> [UInt8]? {
        guard version >= file.since else { return nil }
        return switch file {
        case .metaData: metaData(of: version, inputs).encoded
        case .userData: inputs.data.facts.userData
        case .vendorData: vendorData.encoded
        case .networkData: NetworkData(inputs.data.ports).json.encoded
        case .vendorData2: vendorData2.encoded
        }
    }

    /// The answer to a path below `/openstack`.
    func openStackAnswer(_ names: [String], _ inputs: MetadataInputs) -> MetadataAnswer? {
        guard let folder = names.first else { return listing(OpenStackVersion.folders.map(\.name)) }
        guard let version = OpenStackVersion.folders.first(where: { $0.name == folder })?.version else { return nil }
        guard names.count > 1 else {
            return listing(
                OpenStackFile.allCases.filter { openStack($0, of: version, inputs) != nil }.map(\.rawValue)
            )
        }
        guard names.count == 2, let file = OpenStackFile(rawValue: names[1]),
            let content = openStack(file, of: version, inputs)
        else { return nil }
        return MetadataAnswer(content: content, contentType: file.contentType)
    }

    func listing(_ names: [String]) -> MetadataAnswer {
        MetadataAnswer(content: Array(names.joined(separator: "\n").utf8), contentType: "text/plain")
    }

    private func metaData(of version: OpenStackVersion, _ inputs: MetadataInputs) -> JSONValue {
        let data = inputs.data
        var members = [JSONValue.Member("uuid", .string(data.identity.server.value))]
        if !data.facts.metadata.isEmpty { members.append(.init("meta", JSONValue(data.facts.metadata))) }
        if let key = data.facts.key {
            members.append(.init("public_keys", .object([.init(key.name, .string(key.publicKey))])))
            let entry: JSONValue = [
                "name": .string(key.name), "type": .string(key.kind.rawValue), "data": .string(key.publicKey),
            ]
            members.append(.init("keys", .array([entry])))
        }
        members.append(.init("hostname", .string(hostname(data))))
        members.append(.init("name", .string(data.identity.name)))
        members.append(.init("launch_index", JSONValue(data.facts.launchIndex)))
        members.append(.init("availability_zone", .string(data.facts.availabilityZone)))
        if version >= .grizzly, !inputs.randomSeed.isEmpty {
            members.append(.init("random_seed", .string(Base64.encode(inputs.randomSeed))))
        }
        if version >= .liberty { members.append(.init("project_id", .string(data.identity.project.value))) }
        if version >= .newtonOne {
            members.append(.init("devices", TaggedDevices(disks: data.disks, resolved: inputs.resolved).json))
        }
        if version >= .victoria {
            members.append(.init("dedicated_cpus", .array(inputs.dedicatedCPUs.map { JSONValue($0) })))
        }
        return .object(members)
    }
}
