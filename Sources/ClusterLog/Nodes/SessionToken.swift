/// Names one session of a node: from one `register` to the next.
package struct SessionToken: Sendable, Hashable {
  package var rawValue: String

  package init(_ rawValue: String) { self.rawValue = rawValue }

  /// One that nobody had before.
  package static func random() -> SessionToken { SessionToken(InstanceID.random().description) }
}
