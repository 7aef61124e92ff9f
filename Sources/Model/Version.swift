/// The version of this build, as it stands in every decision.
package enum Version {
  /// Semantic version.
  package static let text = "0.1.0"
}
