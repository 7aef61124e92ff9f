/// Text of a file or record as UTF-8, and how that was found out.
struct DecodedBody {
  var utf8: [UInt8]
  /// As IANA prints it.
  var charset: String
  /// `bom`, `http`, `meta`, `xml` or `detected`.
  var charsetSource: String
  var notes: [String] = []
}
