/// What the head rule compares.
///
/// A copy becomes the head of its cluster when it is better than the head so far: first, not known to
/// be cut short; then clearly more complete (a tenth more words of its own); then undamaged before
/// repaired before damaged for good; then with a URL; else the earlier one stays. The rule is applied
/// to one newcomer at a time, in order of decision.
struct HeadRank: Equatable {
  var wordCount: UInt32
  var quality: QualityHints

  /// Whether this newcomer replaces `head`.
  func isBetter(than head: HeadRank) -> Bool {
    if quality.truncated != head.quality.truncated { return head.quality.truncated }
    if UInt64(wordCount) * 10 > UInt64(head.wordCount) * 11 { return true }
    if UInt64(head.wordCount) * 10 > UInt64(wordCount) * 11 { return false }
    if damage != head.damage { return damage < head.damage }
    return quality.hasURL && !head.quality.hasURL
  }

  private var damage: Int { quality.lossy ? 2 : quality.repaired || quality.selfRepeat ? 1 : 0 }
}
