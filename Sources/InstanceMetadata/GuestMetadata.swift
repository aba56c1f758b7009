package import JSON
package import Model

/// The metadata tree of one cloud's guests: the same documents by config drive and by HTTP.
///
/// Source: Nova user guide, "Metadata" (OpenStack format, EC2-compatible format, config drives).
package struct GuestMetadata: Sendable {
    /// Appended to each guest's host name; empty for none. Nova's option `dhcp_domain`.
    package let domain: String
    /// What the operator tells every guest: the members of `vendor_data.json`.
    let vendorData: JSONValue
    /// Likewise for `vendor_data2.json`, by service.
    let vendorData2: JSONValue

    package init(domain: String = "novalocal") {
        self.init(domain: domain, vendorData: [:], vendorData2: [:])
    }

    init(domain: String, vendorData: JSONValue, vendorData2: JSONValue) {
        self.domain = domain
        self.vendorData = vendorData
        self.vendorData2 = vendorData2
    }

    /// Reads the operator's documents, so that a file that is no JSON object is found at start.
    package init(domain: String, vendorData: [UInt8], vendorData2: [UInt8]) throws(JSONSyntaxError) {
        self.init(
            domain: domain,
            vendorData: try JSONValue(parsing: vendorData),
            vendorData2: try JSONValue(parsing: vendorData2)
        )
    }

    /// Every file of the guest's config drive.
    ///
    /// - Parameters:
    ///   - randomSeed: bytes from a cryptographic source for the guest's entropy pool, Nova gives 512; none leaves
    ///     the member out.
    ///   - resolved: where the guest's devices sit, once that is known.
    ///   - dedicatedCPUs: the guest's CPUs that have a host CPU to themselves.
    package func files(
        for data: GuestData,
        randomSeed: [UInt8],
        resolved: ResolvedGuest? = nil,
        dedicatedCPUs: [Int] = []
    ) -> [MetadataDocument] {
        let inputs = MetadataInputs(
            data: data,
            randomSeed: randomSeed,
            resolved: resolved,
            dedicatedCPUs: dedicatedCPUs
        )
        var documents: [MetadataDocument] = []
        for folder in ["2009-04-04", "latest"] {
            let content = EC2Metadata(self, inputs).metaData(of: .v2009_04_04).json.encoded
            documents.append(MetadataDocument(path: "ec2/\(folder)/meta-data.json", content: content))
            if let userData = data.facts.userData {
                documents.append(MetadataDocument(path: "ec2/\(folder)/user-data", content: userData))
            }
        }
        for (folder, version) in OpenStackVersion.folders {
            for file in OpenStackFile.allCases {
                guard let content = openStack(file, of: version, inputs) else { continue }
                documents.append(
                    MetadataDocument(path: "openstack/\(folder)/\(file.rawValue)", content: content)
                )
            }
        }
        return documents
    }

    /// What a guest gets for that path of `http://169.254.169.254`; nil where there is nothing.
    ///
    /// A folder answers its listing, one name a line, with or without a slash at its end.
    package func document(
        at path: String,
        for data: GuestData,
        randomSeed: [UInt8] = [],
        resolved: ResolvedGuest? = nil,
        dedicatedCPUs: [Int] = []
    ) -> MetadataAnswer? {
        let inputs = MetadataInputs(
            data: data,
            randomSeed: randomSeed,
            resolved: resolved,
            dedicatedCPUs: dedicatedCPUs
        )
        var names = path.split(separator: "/").map(String.init)
        if names.first == "openstack" {
            names.removeFirst()
            return openStackAnswer(names, inputs)
        }
        if names.first == "ec2" { names.removeFirst() }
        return ec2Answer(names, inputs)
    }

    /// The guest's fully qualified host name.
    func hostname(_ data: GuestData) -> String {
        domain.isEmpty ? data.identity.hostname : "\(data.identity.hostname).\(domain)"
    }
}
