/// What stands in the slots that two texts have in common.
struct SlotComparison: Equatable {
  /// Slots in which the same stands.
  var sameCount = 0
  /// Slots in which each text has a word that the other one has in none of its slots.
  var changedCount = 0
  /// How many words of the text with fewer of them were changed for how many others.
  var wordCount = 0
  /// Changed slots of the text, and of the headline, in which a word of the one headline stands for a
  /// word of the other.
  var changedHeadlineWordCount = 0
  var changedInHeadlineCount = 0

  /// Nothing in common.
  init() {}

  /// Compares the slots of two texts.
  ///
  /// A word for one that begins with the same letter counts for nothing: a scanner's error, another
  /// ending, or the correction of a name.
  init(_ newer: [TextSlot], _ older: [TextSlot]) {
    var newerWords: [UInt16] = []
    var olderWords: [UInt16] = []
    for slot in newer {
      guard let other = older.first(where: { $0.context == slot.context }) else { continue }
      if other.word == slot.word {
        sameCount += 1
        continue
      }
      if let initial = slot.initial, initial == other.initial { continue }
      guard !older.contains(where: { $0.word == slot.word }),
        !newer.contains(where: { $0.word == other.word })
      else { continue }
      changedCount += 1
      if !newerWords.contains(slot.word) { newerWords.append(slot.word) }
      if !olderWords.contains(other.word) { olderWords.append(other.word) }
      guard slot.isHeadlineWord, other.isHeadlineWord else { continue }
      if slot.isInHeadline, other.isInHeadline {
        changedInHeadlineCount += 1
      } else {
        changedHeadlineWordCount += 1
      }
    }
    wordCount = min(newerWords.count, olderWords.count)
  }

  /// Share of the slots in common in which something else stands; 0 when there are none.
  var changedShare: Double {
    Double(changedCount) / Double(max(1, changedCount + sameCount))
  }
}
