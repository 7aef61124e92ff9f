/// The least severity that is logged.
package enum LogLevel: String, Sendable, CaseIterable {
  case debug, info, notice, warning, error
}
