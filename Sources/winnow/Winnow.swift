import Glibc
import WinnowCommands

/// The operators' program: the words of the command line in, an exit code out.
@main
enum Winnow {
  static func main() async {
    let status = await WinnowCommand.run(RawArguments.words)
    exit(status.rawValue)
  }
}
