internal import ArgumentParser

@main
struct Vireo: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vireo",
        abstract: "A compute service that speaks the OpenStack Compute API and runs QEMU/KVM machines through libvirt.",
        version: Version.text,
        subcommands: [
            ServeCommand.self, DesignCommand.self, DoctorCommand.self, BackupCommand.self, RestoreCommand.self,
            ConfigCommand.self, PlacementsCommand.self,
        ]
    )
}
