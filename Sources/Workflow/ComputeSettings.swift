package import Model

/// The operator's settings of the compute service, by Nova's names and defaults where it has them.
package struct ComputeSettings: Sendable {
    /// `default_availability_zone`
    package var defaultAvailabilityZone = "nova"
    /// `shutdown_timeout`: seconds that a guest has to switch itself off.
    package var shutdownTimeout = 60
    /// `wait_soft_reboot_seconds`
    package var waitSoftRebootSeconds = 120
    /// `instance_build_timeout`: a build that takes longer is given up. Nova's default is never.
    package var buildTimeout: Duration = .seconds(1800)
    /// How long a stop, start or reboot may take beyond the guest's own time.
    package var operationTimeout: Duration = .seconds(300)
    /// How long a deletion waits for a host that gives no sign of life before it leaves the rest to the host's return.
    package var deadHostPatience: Duration = .seconds(30)
    /// How long a creation waits for a host that would do but gives no sign of life.
    package var silentHostPatience: Duration = .seconds(15)
    /// How long a deleted server is told of (`changes-since`, `deleted`, its actions, usage); nil for ever, as Nova does
    /// until its operator archives them.
    package var keepsDeleted: Duration? = .seconds(30 * 86_400)
    /// `force_config_drive`: whether each new server has a config drive.
    package var forcesConfigDrive = false
    /// `default_ephemeral_format`: the file system of new servers' ephemeral disks.
    package var ephemeralFormat = "ext4"
    /// `rescue_image_id`: what servers are rescued with where nobody names an image; nil for their own.
    package var rescueImage: ID<Image>?
    /// Limits of a project without limits of its own.
    package var quota = QuotaSet()
    /// How many servers one request may make.
    package var maximumServersPerRequest = 1000
    /// `api.max_limit`: the most elements in one answer.
    package var maximumPage = 1000

    package init() {}
}
