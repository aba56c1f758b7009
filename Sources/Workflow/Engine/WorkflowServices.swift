package import Cloud
package import Logging
package import Runtime
package import Scheduler
package import Store

/// All that workflows work with.
package struct WorkflowServices: Sendable {
    package let runtime: any Runtime
    package let store: any Store
    package let replicas: Replicas
    let hosts = HostBoard()
    package let images: any Images
    package let networks: any Networks
    package let scheduler: Scheduler
    package let settings: ComputeSettings
    package let logger: Logger

    package init(
        runtime: any Runtime, store: any Store, replicas: Replicas, images: any Images, networks: any Networks,
        scheduler: Scheduler = Scheduler(), settings: ComputeSettings = ComputeSettings(), logger: Logger
    ) {
        self.runtime = runtime
        self.store = store
        self.replicas = replicas
        self.images = images
        self.networks = networks
        self.scheduler = scheduler
        self.settings = settings
        self.logger = logger
    }
}
