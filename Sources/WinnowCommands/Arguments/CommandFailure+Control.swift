import ControlAPI
import FoundationEssentials
import Presentation

extension CommandFailure {
  /// Why the daemon did not do what it was asked to.
  init(refusedChange error: ControlError) {
    switch error {
    case .notAllowed:
      self.init(
        .cannotTell, "this user may not ask the daemon: join the group winnow, or use sudo")
    case .refused(403, _):
      self.init(
        .cannotTell,
        "this user may not have the daemon change anything: use sudo, or become a member of the group that"
          + " the setting control.group names")
    case .refused(404, let message):
      self.init(.attention, TerminalText.safe(Self.detail(of: message)))
    case .refused(503, let message):
      self.init(.tryLater, TerminalText.safe(Self.detail(of: message)))
    default:
      self.init(
        .cannotTell, "the daemon gave no usable answer (\(error)); look at: journalctl -u winnowd")
    }
  }

  /// The sentence in problem details (RFC 9457).
  private static func detail(of problem: String) -> String {
    struct Problem: Decodable { var detail: String }
    let found = try? JSONDecoder().decode(Problem.self, from: Data(problem.utf8))
    return found?.detail ?? problem
  }
}
