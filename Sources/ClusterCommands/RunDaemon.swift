package import ArgumentParser
internal import ClusterDaemon
internal import Configuration
internal import Daemon

/// The daemon of a node: what `winnowd` becomes where `cluster.database` is set.
package struct RunDaemon: ParsableCommand {
  package static let configuration = CommandConfiguration(
    commandName: "daemon",
    abstract: "Run winnowd as a node of a cluster; winnowd starts it, with its own options.")

  @Option(help: ArgumentHelp("The configuration file.", valueName: "file")) var config: String?
  @Option(help: ArgumentHelp("A state directory.", valueName: "dir")) var state: String?
  @Option(help: .hidden) var newestLogFormat: Int16?
  @Flag(help: "Test what is configured, the database too, and exit.") var check = false

  package init() {}

  /// The command that the words behind `daemon` mean, or what is wrong with them.
  package static func read(_ words: [String]) -> (command: RunDaemon?, problem: String) {
    do {
      return (try parse(words), "")
    } catch {
      return (nil, fullMessage(for: error))
    }
  }

  /// Checks, or runs until it is told to stop.
  ///
  /// Returns the exit code; `printError` gets what goes wrong, `print` what is found.
  package func run(
    print: (String) -> Void, printError: @escaping @Sendable (String) -> Void,
    end: @escaping @Sendable (Int32) -> Never
  ) -> Int32? {
    let deployment: Deployment
    do {
      deployment = try Deployment(
        state: state, config: config, environment: Deployment.environment)
    } catch {
      printError("\(error)")
      return 78
    }
    guard deployment.settings.cluster.isSet else {
      printError("cluster.database is not set: this machine works alone, by winnowd")
      return 78
    }
    let membership = PostgresMembership(
      deployment.settings, newestFormat: newestLogFormat)
    if check {
      let problems = DeploymentCheck(deployment: deployment, cluster: membership).run(print)
      return problems > 0 ? 78 : 0
    }
    let daemon = DaemonProcess(deployment: deployment, configPath: config, cluster: membership)
    // The main thread belongs to the signals; the process ends with the daemon.
    Task.detached {
      do {
        try await daemon.run()
        end(0)
      } catch {
        printError("\(error)")
        end((error as? DaemonFailure)?.exitCode ?? 70)
      }
    }
    return nil
  }
}
