/// Caps and switches of a parse.
package struct ParseOptions: Sendable {
  /// Elements that would lie deeper become siblings of what is there. Browsers stop at 512; news
  /// pages stay below 100.
  package var depthLimit = 512
  /// Bytes beyond this are not read. A page of nothing but short tags takes some 30 times its size,
  /// and ranges hold 31 bits: more than `largestByteLimit` is not allowed.
  package var byteLimit = 1 << 26
  /// Whether `noscript` is raw text, as in a browser that runs scripts, or markup.
  package var isScriptingOn = false

  package init() {}

  /// Decoding may make nine bytes of one (see `docs/HTML.md`), and their offsets must fit in 31 bits.
  package static var largestByteLimit: Int { 1 << 27 }
}

/// What a parse had to cut short.
package struct ParseNotes: OptionSet, Sendable {
  package let rawValue: UInt8

  package init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Elements deeper than the cap were hung higher up.
  package static var depth: ParseNotes { ParseNotes(rawValue: 1) }
  /// The page is longer than the cap; its end was not read.
  package static var length: ParseNotes { ParseNotes(rawValue: 2) }
  /// Unclosed formatting elements (`b`, `font`, …) were no longer repeated in later blocks, or the
  /// content of an option not shown again in full.
  package static var formatting: ParseNotes { ParseNotes(rawValue: 4) }
  /// More different names than can be numbered, or one longer than 4 KiB; the rest have no name.
  package static var names: ParseNotes { ParseNotes(rawValue: 8) }
}
