/// One change that repair made to a text, with enough to undo it.
package struct Repair: Sendable, Hashable {
  /// The rule's stable name, for example `mojibake.windows-874` or `entity`.
  package var rule: String
  /// The field that was changed: `text`, `headline`, `paragraphs/3`, …
  package var field: String
  /// Where `after` stands in the repaired field, in UTF-8 bytes.
  package var byteOffset: Int
  package var before: String
  package var after: String
  /// True when the damage had destroyed something that `after` restores by inference.
  package var lossy: Bool
  /// False when the repair is inferred and not proven.
  package var certain: Bool

  package init(
    rule: String, field: String, byteOffset: Int, before: String, after: String,
    lossy: Bool = false, certain: Bool = true
  ) {
    self.rule = rule
    self.field = field
    self.byteOffset = byteOffset
    self.before = before
    self.after = after
    self.lossy = lossy
    self.certain = certain
  }
}
