/// Why the control socket gave no answer.
package enum ControlError: Error, Sendable, Equatable {
  /// Nobody listens: the daemon is down.
  case notRunning
  /// The caller may not open the socket.
  case notAllowed
  /// The daemon took the request and did not answer within the time limit.
  case timedOut
  /// The daemon answered with this HTTP status.
  case refused(status: Int, message: String)
  /// The answer is not HTTP, or longer than any that the daemon gives.
  case malformed
}
