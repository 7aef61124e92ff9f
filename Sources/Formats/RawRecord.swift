import Model
import JSONTree
import TextEncodings

/// One record as the reader cut it out of its file: cheap to make, not yet understood.
package struct RawRecord: Sendable {
  /// The record's place in its file; 1 is the first. Stable for the same bytes.
  package var ordinal: Int
  /// The place in words, for example `record 17 at byte 91230` or `$.posts[3]`.
  package var locator: String
  /// Size of the record in bytes, after decompression.
  package var byteCount: Int
  /// What interpretation starts from.
  var content: Content
  /// What the whole file says about each of its records.
  var origin: RecordOrigin
  /// Remarks of the reader on this record.
  var notes: [String] = []

  /// The kinds of raw content.
  enum Content: Sendable {
    /// A whole file or body: page, text, mail and so on.
    case body([UInt8], format: FormatName)
    /// A page out of a web archive.
    case web(WebRecord)
    /// A JSON value of any schema.
    case json(JSONValue)
    /// An item of a feed, in the file's encoding, and what the feed says for all of them.
    case feedItem([UInt8], FeedHead)
    /// The reader itself saw that nothing is to be had.
    case refused(Refusal)
  }
}

/// What is known from outside the record about where it comes from.
struct RecordOrigin: Sendable {
  /// The file's name, for a last resort.
  var fileName: [UInt8] = []
  var originURL: String?
  var sourceName: String?
  /// Of the archive's record that this one was found in.
  var warcRecordID: String?
  var sidecars: [Sidecar] = []
  /// The response's head, for a file that begins with one.
  var http: HTTPHead?
  /// Layers and container around the record, outermost first, for example `gzip+warc`.
  var container: String?
  /// Where the file as a whole said what its encoding is.
  var charset: String?
  var charsetSource: String?
  /// The encoding that a whole file of small records is in, where it is not UTF-8: one record alone
  /// would be too little to tell.
  var encoding: TextEncoding?

  /// The same, with one more container around the records.
  func inside(_ name: String) -> RecordOrigin {
    var inner = self
    inner.container = container.map { "\($0)+\(name)" } ?? name
    return inner
  }
}
