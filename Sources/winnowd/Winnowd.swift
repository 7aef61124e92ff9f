import ArgumentParser
import Configuration
import Daemon
import EarlySignals
import Glibc

/// The daemon's program: arguments in, exit codes out.
@main
struct Winnowd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "winnowd",
    abstract: "Watch a drop folder and turn what scrapers leave there into searchable articles.",
    discussion: """
      Exit codes: 0 stopped in order, 2 usage, 65 damaged data, 70 a fault of winnowd, 74 the disk failed, 75 another \
      process holds the state, 78 configuration.

      EXAMPLES:
        winnowd --check
            Says what the configuration means, and what stands in the way.
        winnowd --state ./state
            Runs on a folder of its own; its inbox is ./state/spool/inbox.
      """,
    version: DaemonProcess.version)

  @Option(
    help: ArgumentHelp(
      "The configuration file (default: /etc/winnow/winnow.yaml).", valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var config: String?
  @Option(
    help: ArgumentHelp("A state directory; spool and socket lie below it.", valueName: "dir"),
    completion: .directory)
  var state: String?
  @Flag(help: "Read the configuration, test folders and permissions, say what it means, and exit.")
  var check = false

  static func main() {
    // Held since before the first constructor; the call keeps that code in the program.
    winnow_signals_are_held()
    ProcessSignals.hold()
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch {
      let message = fullMessage(for: error)
      if exitCode(for: error) == .success {
        // Help and version.
        print(message)
        Self.end(0)
      }
      // The parser's own code for this is 64; all of winnow says 2.
      printError(message.hasPrefix("Error: ") ? String(message.dropFirst(7)) : message)
      Glibc.exit(2)
    }
  }

  func run() throws {
    let deployment: Deployment
    do {
      deployment = try Deployment(
        state: state, config: config, environment: Deployment.environment)
    } catch let error as ConfigurationError {
      Self.printError(error.description)
      Glibc.exit(78)
    }
    if deployment.settings.cluster.isSet {
      // Same process id, so that the service manager's watchdog and notifications go on.
      Self.printError(ClusterProgram.become(words))
      Glibc.exit(78)
    }
    if check {
      let problems = DeploymentCheck(deployment: deployment).run { print($0) }
      Self.end(problems > 0 ? 78 : 0)
    }
    let daemon = DaemonProcess(deployment: deployment, configPath: config)
    // The main thread belongs to the signals; the process ends with the daemon.
    Task.detached {
      do {
        try await daemon.run()
        Glibc.exit(0)
      } catch {
        Self.printError("\(error)")
        Glibc.exit((error as? DaemonFailure)?.exitCode ?? 70)
      }
    }
    ProcessSignals.serve()
  }

  /// The same command of the program that is a node's daemon.
  private var words: [String] {
    ["daemon"] + (config.map { ["--config", $0] } ?? []) + (state.map { ["--state", $0] } ?? [])
      + (check ? ["--check"] : [])
  }

  /// Ends the process; with 75 where what was printed did not arrive.
  private static func end(_ code: Int32) -> Never {
    if fflush(nil) != 0 {
      printError(
        "standard output could not be written: \(unsafe String(cString: strerror(errno))); what was printed is"
          + " incomplete; write it to a disk with room and run it again")
      Glibc.exit(75)
    }
    Glibc.exit(code)
  }

  private static func printError(_ text: String) {
    let line = Array("winnowd: \(text)\n".utf8)
    _ = unsafe line.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
