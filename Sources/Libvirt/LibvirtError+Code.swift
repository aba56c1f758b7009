import CLibvirt

extension LibvirtError {
    /// A `virErrorNumber`. Open: a newer daemon may send numbers that have no name here.
    package struct Code: RawRepresentable, Sendable, Hashable {
        package let rawValue: Int32

        package init(rawValue: Int32) {
            self.rawValue = rawValue
        }

        private init(_ number: virErrorNumber) {
            self.init(rawValue: Int32(number.rawValue))
        }

        package static let internalError = Self(VIR_ERR_INTERNAL_ERROR)
        package static let noMemory = Self(VIR_ERR_NO_MEMORY)
        /// The driver behind the connection does not have the function.
        package static let noSupport = Self(VIR_ERR_NO_SUPPORT)
        /// No driver takes the URI, or the hypervisor cannot be reached.
        package static let noConnection = Self(VIR_ERR_NO_CONNECT)
        package static let invalidConnection = Self(VIR_ERR_INVALID_CONN)
        package static let invalidArgument = Self(VIR_ERR_INVALID_ARG)
        package static let operationFailed = Self(VIR_ERR_OPERATION_FAILED)
        package static let xmlError = Self(VIR_ERR_XML_ERROR)
        /// A domain of that name or UUID exists.
        package static let domainExists = Self(VIR_ERR_DOM_EXIST)
        package static let operationDenied = Self(VIR_ERR_OPERATION_DENIED)
        package static let xmlDetail = Self(VIR_ERR_XML_DETAIL)
        /// A network of that name or UUID exists.
        package static let networkExists = Self(VIR_ERR_NETWORK_EXIST)
        package static let systemError = Self(VIR_ERR_SYSTEM_ERROR)
        package static let rpc = Self(VIR_ERR_RPC)
        package static let tls = Self(VIR_ERR_GNUTLS_ERROR)
        package static let noDomain = Self(VIR_ERR_NO_DOMAIN)
        package static let noNetwork = Self(VIR_ERR_NO_NETWORK)
        package static let authenticationFailed = Self(VIR_ERR_AUTH_FAILED)
        /// The object's state does not allow the operation now.
        package static let operationInvalid = Self(VIR_ERR_OPERATION_INVALID)
        package static let noNWFilter = Self(VIR_ERR_NO_NWFILTER)
        package static let noSecret = Self(VIR_ERR_NO_SECRET)
        package static let configurationUnsupported = Self(VIR_ERR_CONFIG_UNSUPPORTED)
        package static let operationTimeout = Self(VIR_ERR_OPERATION_TIMEOUT)
        package static let argumentUnsupported = Self(VIR_ERR_ARGUMENT_UNSUPPORTED)
        package static let operationAborted = Self(VIR_ERR_OPERATION_ABORTED)
        package static let noDomainMetadata = Self(VIR_ERR_NO_DOMAIN_METADATA)
        package static let operationUnsupported = Self(VIR_ERR_OPERATION_UNSUPPORTED)
        package static let agentUnresponsive = Self(VIR_ERR_AGENT_UNRESPONSIVE)
        /// Something else holds the resource, for instance a disk's lock.
        package static let resourceBusy = Self(VIR_ERR_RESOURCE_BUSY)
        package static let accessDenied = Self(VIR_ERR_ACCESS_DENIED)
        package static let cpuIncompatible = Self(VIR_ERR_CPU_INCOMPATIBLE)
        /// The document does not follow libvirt's schema.
        package static let xmlInvalidSchema = Self(VIR_ERR_XML_INVALID_SCHEMA)
        /// The device to detach or update is not in the domain.
        package static let deviceMissing = Self(VIR_ERR_DEVICE_MISSING)
    }
}
