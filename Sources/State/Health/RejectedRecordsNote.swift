package import Model

/// The note of a job on the records of its file that gave no article.
package enum RejectedRecordsNote {
  private static let phrase = " records rejected: "

  /// The note as it is kept with the job; `name`: the reason's.
  package static func text(_ count: Int, _ name: String) -> String {
    "\(count)\(phrase)\(name)"
  }

  /// What a note says; nil where it says something else.
  package static func read(_ note: String) -> (count: Int, reason: RefusalReason)? {
    let digits = note.prefix { $0.isASCII && $0.isNumber }
    let rest = note.dropFirst(digits.count)
    guard let count = Int(digits), rest.hasPrefix(phrase),
      let reason = RefusalReason(rawValue: String(rest.dropFirst(phrase.count)))
    else { return nil }
    return (count, reason)
  }
}
