/// The exit codes that scripts rely on.
package enum CommandStatus: Int32, Sendable, CaseIterable {
  case success = 0
  case attention = 1
  case usage = 2
  case daemonDown = 3
  case cannotTell = 4
  case damaged = 65
  case tryLater = 75
  case configuration = 78
}
