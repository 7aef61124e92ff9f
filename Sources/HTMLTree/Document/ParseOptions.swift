package import Model

/// Caps and switches of a parse.
package struct ParseOptions: Sendable {
  /// Elements that would lie deeper become siblings of what is there. Browsers stop at 512; news
  /// pages stay below 100.
  package var depthLimit: Int
  /// Bytes beyond this are not read. A page of nothing but short tags takes some 30 times its size,
  /// and ranges hold 31 bits: more than `largestByteLimit` is not allowed.
  package var byteLimit = 1 << 26
  /// Nodes beyond this are not made: the tree is not read any further then. News pages have some
  /// thousand, and a million take some 200 MiB with what is known of each.
  package var nodeLimit = 1_000_000
  /// Asked now and then; once it is spent the page is not read any further.
  package var budget: WorkBudget
  /// Whether `noscript` is raw text, as in a browser that runs scripts, or markup.
  package var isScriptingOn = false

  package init(depthLimit: Int = 512, budget: WorkBudget = WorkBudget()) {
    self.depthLimit = depthLimit
    self.budget = budget
  }

  /// Decoding may make nine bytes of one (see `docs/HTML.md`), and their offsets must fit in 31 bits.
  package static var largestByteLimit: Int { 1 << 27 }
}
