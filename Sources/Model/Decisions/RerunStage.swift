/// From which stage on a rerun does an article's work again, and so what of it may change.
///
/// Each stage reads the original; it then takes of the new reading what its case says, and leaves the rest.
package enum RerunStage: String, Sendable, CaseIterable {
  /// Everything that reading and repair give: text, fields, repairs, what was removed, provenance.
  case parse
  /// The characters that repair changes: a field is taken where it was the same before repair.
  case repair
  /// The fields beside the text: title, authors, dates, language, addresses, publisher, origin.
  case metadata
}
