/// The name of a format, as provenance, messages and the journal show it.
///
/// Each format adds its own beside its `Format`.
struct FormatName: Hashable, Sendable {
  let rawValue: String

  init(_ rawValue: String) { self.rawValue = rawValue }
}
