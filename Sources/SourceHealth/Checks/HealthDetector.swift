/// Holds a source against its own past.
package enum HealthDetector {
  /// The shares that are looked at, but for those of encodings, which are the source's own.
  private static let checks: [ShareCheck] = [
    ShareCheck(
      problem: .boilerplate, least: 0.5, count: { ($0.content, $0.records) },
      phrase: "records hold no article"),
    ShareCheck(
      problem: .duplicates, least: 0.6, count: { ($0.duplicates, $0.articles) },
      phrase: "articles are copies of earlier ones"),
    ShareCheck(
      problem: .broken, least: 0.25, count: { ($0.damage, $0.records) },
      phrase: "records cannot be read"),
    ShareCheck(
      problem: .encoding, least: 0.5, count: { ($0.repaired, $0.articles) },
      phrase: "articles were damaged by a wrong encoding"),
  ]

  /// What is wrong with a source's files, one finding a problem, in the order of the problems.
  ///
  /// `standing`: What was found last time: it ends only when it is clearly over.
  /// `sizes`: What was usual at the last call, of this source; made again on another day.
  static func findings(
    in history: SourceHistory, standing: [HealthFinding] = [], sizes: inout UsualSizes?
  ) -> [HealthFinding] {
    guard let recent = RecentParts(history) else { return [] }
    var found: [SourceProblem: HealthFinding] = [:]
    for check in checks + charsetChecks(recent) where found[check.problem] == nil {
      // What stands as boilerplate may stand for its records, or for its sizes.
      found[check.problem] = check.finding(
        in: recent, standing: standing.first { $0.problem == check.problem })
    }
    let key = UsualSizes.Key(history, Set(standing.map(\.problem)))
    if sizes?.key != key { sizes = UsualSizes(key: key, usual: SizeCheck.usual(recent)) }
    let bySize = standing.first { $0.problem == .size || $0.problem == .boilerplate }
    if let usual = sizes?.usual, found[.boilerplate] == nil,
      let size = SizeCheck.finding(in: recent, usual: usual, standing: bySize)
    {
      found[size.problem] = size
    }
    return found.values.sorted { $0.problem < $1.problem }
  }

  /// Whether a source is silent at `now`, in milliseconds since 1970.
  static func silence(
    of history: SourceHistory, watched: WatchedHours, now: Int64
  ) -> HealthFinding? {
    SilenceCheck(history, watched: watched, now: now)?.finding(now: now)
  }

  /// The share of each encoding that the newest articles have.
  private static func charsetChecks(_ recent: RecentParts) -> [ShareCheck] {
    Set(recent.parts.flatMap(\.counts.charsets.keys)).sorted().map { charset in
      ShareCheck(
        problem: .encoding, least: 0.5,
        count: { ($0.charsets[charset] ?? 0, $0.charsets.values.reduce(0, +)) },
        phrase: "articles are in \(charset)")
    }
  }
}
