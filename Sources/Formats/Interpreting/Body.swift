/// One body, from wherever: its bytes, what it is, and which encodings were declared for it.
struct Body {
  var bytes: [UInt8]
  /// Nil when it is still to be sniffed.
  var format: FormatName?
  var declared: [CharsetReading.Label]
}
