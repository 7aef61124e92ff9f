import Unicode
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

  /// The same record with another text, where it is one whole text or page in UTF-8; else nil.
  package func replacingText(_ change: ([UInt8]) -> [UInt8]) -> RawRecord? {
    guard case .body(let bytes, let format) = content, format == .text || format == .html,
      UTF8Text.isValid(bytes.span)
    else { return nil }
    var record = self
    record.content = .body(change(bytes), format: format)
    return record
  }
}
