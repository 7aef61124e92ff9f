/// What is known about a file beside its bytes, when its article is looked for.
package struct ExtractionContext: Sendable {
  /// The page's address as another source gives it: a WARC record, a sidecar, a comment.
  package var url: String?
  /// The scraper's name: the folder below `inbox/`.
  package var source: String?
  /// The file's name, as a last resort for a headline or a date.
  package var fileName: String?
  /// BCP 47 tag of the text where something outside of it says so.
  package var language: String?
  /// The headline of a text dump, where fields beside the text state it.
  package var headline: String?
  /// Minutes east of Greenwich to take for times without a zone; nil when nothing is known.
  package var assumedZoneMinutes: Int?

  package init(
    url: String? = nil, source: String? = nil, fileName: String? = nil, language: String? = nil,
    assumedZoneMinutes: Int? = nil
  ) {
    self.url = url
    self.source = source
    self.fileName = fileName
    self.language = language
    self.assumedZoneMinutes = assumedZoneMinutes
  }
}
