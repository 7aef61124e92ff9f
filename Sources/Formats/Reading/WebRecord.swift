/// A page as an archive or a server gave it.
struct WebRecord: Sendable {
  var bytes: [UInt8]
  /// True when `bytes` begin with a status line and headers.
  var isHTTP: Bool
  var url: String?
  var contentType: String?
  var recordID: String?
  /// True for text that somebody made of a page, as in WET files.
  var isText = false
}
