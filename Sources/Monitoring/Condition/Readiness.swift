/// Whether the daemon takes files.
package struct Readiness: Sendable {
  /// How things stand, in a sentence.
  package var message: String
  /// Why no files are taken, and what to do next; nil where they are.
  package var obstacle: String?
}
