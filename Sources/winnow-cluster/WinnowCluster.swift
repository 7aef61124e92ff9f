import ClusterCommands
import Daemon
import Glibc

/// The operators' program for a cluster, and the daemon of its nodes: the words of the command line in, an
/// exit code out.
@main
enum WinnowCluster {
  // Not asynchronous: the main thread belongs to the daemon's signals (`ProcessSignals`).
  static func main() {
    let words = Array(CommandLine.arguments.dropFirst())
    guard words.first == "daemon", !words.contains(where: { $0 == "--help" || $0 == "-h" }) else {
      Task.detached {
        let answer = await ClusterCommand.answer(words)
        if answer.code == 0 {
          print(answer.text, terminator: "")
          fflush(nil)
        } else {
          printError(answer.text)
        }
        exit(answer.code)
      }
      while true { pause() }
    }
    // winnowd, which became this program, has held them since its start.
    ProcessSignals.hold()
    let (found, problem) = RunDaemon.read(Array(words.dropFirst()))
    guard let command = found else {
      printError(problem + "\n")
      exit(2)
    }
    let code = command.run {
      print($0)
    } printError: {
      printError("winnowd: \($0)\n")
    } end: {
      exit($0)
    }
    if let code {
      fflush(nil)
      exit(code)
    }
    ProcessSignals.serve()
  }

  private static func printError(_ text: String) {
    let bytes = Array(text.utf8)
    _ = unsafe bytes.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
