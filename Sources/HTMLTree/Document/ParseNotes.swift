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
  /// More nodes than are allowed, or the time was up; the rest of the page was not read.
  package static var nodes: ParseNotes { ParseNotes(rawValue: 16) }
  /// More different names than can be numbered, or one longer than 4 KiB; the rest have no name.
  package static var names: ParseNotes { ParseNotes(rawValue: 8) }
}
