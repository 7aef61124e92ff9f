import Configuration
import ControlAPI
import FoundationEssentials
import Glibc
import Presentation
import State
import Storage

/// Whether the daemon at a socket that was named beside a state holds that state. Two names for what
/// should be one thing may differ, and an answer about another state is worse than none.
enum SocketCheck {
  /// Asks the daemon, where both `--state` (or WINNOW_STATE) and WINNOW_CONTROL_SOCKET are given and a
  /// daemon answers.
  ///
  /// Throws `CommandFailure` with the status 4.
  static func run(_ deployment: Deployment) throws {
    guard deployment.isSocketGiven else { return }
    let socket = TerminalText.safe(deployment.socket.bytes)
    let held: String
    do {
      let answer = try ControlClient(socketPath: deployment.socket.string).get("/status")
      held = try StatusReport(json: Data(answer)).state
    } catch ControlError.notRunning {
      return
    } catch ControlError.notAllowed {
      throw CommandFailure(
        .cannotTell,
        "this user may not ask the daemon at \(socket) (WINNOW_CONTROL_SOCKET) whether it holds the state:"
          + " join the group winnow, use sudo, or unset the variable")
    } catch {
      throw CommandFailure(
        .cannotTell,
        "the daemon at \(socket) (WINNOW_CONTROL_SOCKET) does not say which state it holds; look at:"
          + " journalctl -u winnowd; or unset the variable")
    }
    guard real(held) != real(deployment.paths.state.string) else { return }
    throw CommandFailure(
      .cannotTell,
      "the daemon at \(socket) (WINNOW_CONTROL_SOCKET) holds the state \(TerminalText.safe(held)), not"
        + " \(deployment.paths.state.printable); leave out --state, or unset the variable")
  }

  /// The path without links, or as it is where nothing is there.
  private static func real(_ path: String) -> String {
    guard let found = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(found) }
    return unsafe String(cString: found)
  }
}
