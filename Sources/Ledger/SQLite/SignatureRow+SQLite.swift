import Model
internal import SQLiteSupport

extension SignatureRow {
  /// What a row is read from, in this order.
  static let columns = """
    number, signature, source, arrival, story_time, copy_of, kind, story, head, cluster,
    (SELECT group_concat(part) FROM containment JOIN article AS other ON other.number = part
      WHERE whole = article.number AND part < article.number),
    (SELECT group_concat(whole) FROM containment JOIN article AS other ON other.number = whole
      WHERE part = article.number AND whole < article.number),
    (SELECT story FROM arrival_story WHERE number = article.number)
    """

  init(_ row: Row) {
    func numbers(_ text: String?) -> [DecisionNumber] {
      (text ?? "").split(separator: ",").compactMap { Int64($0) }
        .map(DecisionNumber.init(stored:)).sorted()
    }
    self.init(
      number: DecisionNumber(stored: row[0]), signature: row.bytes(at: 1), source: row[2],
      arrival: row[3], storyTime: row[4],
      copyOf: (row[5] as Int64?).map(DecisionNumber.init(stored:)),
      kind: (row[6] as String?).flatMap(CopyKind.init(rawValue:)),
      story: DecisionNumber(stored: row[7]),
      arrivalStory: DecisionNumber(stored: (row[12] as Int64?) ?? row[7]),
      head: DecisionNumber(stored: row[8]),
      cluster: DecisionNumber(stored: row[9]), contains: numbers(row[10]),
      containedBy: numbers(row[11]))
  }
}
