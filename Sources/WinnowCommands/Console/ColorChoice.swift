import ArgumentParser

/// When bold print and colours are used.
package enum ColorChoice: String, CaseIterable, Sendable, ExpressibleByArgument {
  /// On a terminal that shows them, unless the variable NO_COLOR is set and not empty (no-color.org).
  case auto
  /// Also into files and pipes, and whatever NO_COLOR says.
  case always
  case never
}
