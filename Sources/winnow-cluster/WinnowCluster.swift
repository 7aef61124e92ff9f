import ClusterCommands
import Glibc

/// The operators' program for a cluster: the words of the command line in, an exit code out.
@main
enum WinnowCluster {
  static func main() async {
    let answer = await ClusterCommand.answer(Array(CommandLine.arguments.dropFirst()))
    if answer.code == 0 {
      print(answer.text, terminator: "")
      fflush(nil)
    } else {
      let bytes = Array(answer.text.utf8)
      _ = unsafe bytes.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
    }
    exit(answer.code)
  }
}
