/// One thing that `winnowd --check` tries.
package struct DeploymentTest {
  /// What is tried, as the beginning of a line.
  package var what: String
  /// What to do where it fails.
  package var remedy: String
  package var body: () throws -> Void

  package init(what: String, remedy: String, body: @escaping () throws -> Void) {
    self.what = what
    self.remedy = remedy
    self.body = body
  }
}
