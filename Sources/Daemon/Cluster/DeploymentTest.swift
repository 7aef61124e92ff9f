/// One thing that `winnowd --check` tries.
package struct DeploymentTest {
  /// What is tried, as the beginning of a line.
  package var what: String
  /// What to do where it fails.
  package var remedy: String
  package var body: () throws -> Void
  /// Whether a failure passes by itself: a daemon that runs waits for it.
  package var passes: (any Error) -> Bool

  package init(
    what: String, remedy: String, passes: @escaping (any Error) -> Bool = { _ in false },
    body: @escaping () throws -> Void
  ) {
    self.what = what
    self.remedy = remedy
    self.passes = passes
    self.body = body
  }
}
