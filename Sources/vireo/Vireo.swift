internal import ArgumentParser
internal import Configuration
internal import Crypto
internal import CryptoExtras
internal import GRDB
internal import Hummingbird
internal import Logging
internal import Subprocess

@main
struct Vireo: AsyncParsableCommand {
    func run() async throws { print("x") }
}
