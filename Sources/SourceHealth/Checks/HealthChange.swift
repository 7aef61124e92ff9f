/// A problem of a source that has begun or ended.
package struct HealthChange: Sendable, Equatable {
  package var source: String
  package var finding: HealthFinding
  /// False when it has ended.
  package var hasBegun: Bool
}
