/// What matching articles are counted by.
package enum CountField: String, CaseIterable, Sendable {
  case source
  case lang
  /// The day of publication on the article's own calendar.
  case day
  case outcome
}
