/// When a shared text makes a copy: the lines that are drawn through a `PairComparison`.
///
/// Each rule is a reason that a reader would give, so that `winnow explain` can name it.
struct CopyRule {
  var options: CopyIndexOptions

  /// Whether the two documents are copies of each other.
  func accepts(_ pair: PairComparison) -> Bool {
    !isTemplate(pair) && reaches(pair)
  }

  /// One template filled in twice: the words agree and the numbers do not.
  func isTemplate(_ pair: PairComparison) -> Bool {
    let missing = pair.numberCount - pair.sharedNumberCount
    if missing >= 2, pair.numberShare < options.numberShareFloor { return true }
    if missing >= 3, pair.numberShare < 0.5, pair.containment < 0.7 { return true }
    // The stretch may hold so few because those that differ have torn it.
    let allMissing = pair.allNumberCount - pair.allSharedNumberCount
    let allShare = Double(pair.allSharedNumberCount) / Double(max(1, pair.allNumberCount))
    if pair.numberCount < 3, allMissing >= 3, allShare < 0.2 { return true }
    // Where neither is framed, all numbers count.
    return min(pair.newerStretch.share, pair.olderStretch.share) >= 0.5 && allMissing >= 3
      && allShare < 0.5 && pair.containment < 0.7
  }

  /// One form filled in twice: the words beside many names and numbers agree, and the names and numbers
  /// do not, among them those of the headline. A correction changes fewer.
  func isFilledForm(_ pair: PairComparison, _ slots: SlotComparison) -> Bool {
    if slots.changedHeadlineWordCount > 0 {
      if slots.wordCount >= 4, slots.changedShare >= 0.18 { return true }
      if slots.wordCount == 3, slots.changedShare >= 0.35 { return true }
    }
    if slots.wordCount >= 3, slots.changedInHeadlineCount > 0, slots.changedShare >= 0.45 {
      return true
    }
    if slots.wordCount >= 5, slots.changedShare >= 0.3 { return true }
    return isSeries(pair, slots)
  }

  /// Pieces of a series: the frame is the same, the headline's subject is changed wherever it is named,
  /// and what lies between in the frame is of each text alone.
  private func isSeries(_ pair: PairComparison, _ slots: SlotComparison) -> Bool {
    let changed = slots.changedHeadlineWordCount
    return changed > 0 && slots.changedCount >= 2 && slots.wordCount == 1
      && changed + slots.changedInHeadlineCount == slots.changedCount
      && pair.containment < 0.7
      && max(pair.newerStretch.density, pair.olderStretch.density) <= 0.72
  }

  private func reaches(_ pair: PairComparison) -> Bool {
    if pair.ratio < options.ratioThreshold, !isCut(pair) { return false }
    return pair.containment >= options.containmentThreshold || isThinlyEdited(pair)
      || isFramedCut(pair) || sharesItsNumbers(pair)
  }

  /// The smaller one is how the larger one begins.
  private func isCut(_ pair: PairComparison) -> Bool {
    let larger = pair.newerShare < pair.olderShare ? pair.newerStretch : pair.olderStretch
    return larger.before <= 0.05 && pair.ratio >= options.cutRatioThreshold
      && pair.containment >= 0.6
  }

  /// Words changed all over: less is shared, but over most of both texts, with the same names.
  private func isThinlyEdited(_ pair: PairComparison) -> Bool {
    pair.containment >= options.editedThreshold && pair.sharedCount >= 8
      && min(pair.newerStretch.share, pair.olderStretch.share) >= 0.45
      && pair.nameShare >= 0.5 && pair.numberShare >= 0.6
  }

  /// A part of the article, word for word from its beginning, in a frame of something else.
  private func isFramedCut(_ pair: PairComparison) -> Bool {
    let (newer, older) = (pair.newerStretch, pair.olderStretch)
    return pair.sharedCount >= 10 && min(newer.share, older.share) >= 0.3
      && min(newer.density, older.density) >= 0.9 && min(newer.before, older.before) <= 0.1
      && max(newer.before, older.before) <= 0.4
  }

  /// Five numbers and more, nearly all the same, in what is shared.
  private func sharesItsNumbers(_ pair: PairComparison) -> Bool {
    pair.containment >= 0.3 && pair.sharedNumberCount >= 5 && pair.numberShare >= 0.9
      && pair.nameShare >= 0.3 && max(pair.newerStretch.before, pair.olderStretch.before) <= 0.4
  }
}
