/// How much evidence is asked for.
enum EvidenceLimits {
  /// ln of the days from one false alarm to the next that a check of a source may at worst have, whatever its
  /// figures are: 735. The bound is far from what happens, since most of a usual day's ways are
  /// counted as usual: the limit was set on made-up months, for two false alarms of forty sources in three of them.
  static let begin = 6.6
  /// ln of how much more likely it must be that a problem is over.
  static let end = 5.0
}
