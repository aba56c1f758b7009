internal import Model

extension GuestMetadata {
    /// The answer to a path below the root, or below `/ec2`.
    func ec2Answer(_ names: [String], _ inputs: MetadataInputs) -> MetadataAnswer? {
        guard let folder = names.first else { return listing(EC2Version.folders.map(\.name)) }
        guard let version = EC2Version.folders.first(where: { $0.name == folder })?.version else { return nil }
        switch names.dropFirst().first {
        case nil:
            return listing(inputs.data.facts.userData == nil ? ["meta-data/"] : ["meta-data/", "user-data"])
        case "user-data":
            guard names.count == 2, let userData = inputs.data.facts.userData else { return nil }
            return MetadataAnswer(content: userData, contentType: "text/plain")
        case "meta-data":
            guard let node = EC2Metadata(self, inputs).metaData(of: version).find(names.dropFirst(2)) else {
                return nil
            }
            return MetadataAnswer(content: Array(node.rendered.utf8), contentType: "text/plain")
        default:
            return nil
        }
    }
}
