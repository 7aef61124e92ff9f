internal import ArgumentParser

/// A command that says something and ends.
protocol AnsweringCommand: ParsableCommand {
  /// What it says. Throws `LogError`.
  func answer() async throws -> String
}
