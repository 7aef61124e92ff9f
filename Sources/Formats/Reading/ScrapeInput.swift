/// One file as a scraper dropped it, with what lay beside it.
package struct ScrapeInput: Sendable {
  package var source: any ByteSource
  /// Path below the inbox, or as given to the command; raw bytes, since names need not be UTF-8.
  package var name: [UInt8]
  /// Files that describe this one, such as `page.html.json` beside `page.html`.
  package var sidecars: [Sidecar]
  /// The address in the file's extended attribute `user.xdg.origin.url`, if any.
  package var originURL: String?
  /// The folder below the inbox that names the scraper, if any.
  package var sourceName: String?

  package init(
    source: any ByteSource, name: [UInt8] = [], sidecars: [Sidecar] = [], originURL: String? = nil,
    sourceName: String? = nil
  ) {
    self.source = source
    self.name = name
    self.sidecars = sidecars
    self.originURL = originURL
    self.sourceName = sourceName
  }
}
