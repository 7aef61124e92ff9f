/// What likeness makes a story: the lines that are drawn through cosines of term weights.
struct StoryRule {
  var options: CopyIndexOptions

  /// The likeness to its nearest members that a story of so many articles asks for. The nearest of many
  /// are nearer by chance, so a story asks for more as it grows.
  @inline(__always)
  func threshold(articleCount: Int) -> Float {
    let (pair, many) = (options.storyPairThreshold, options.storyThreshold)
    switch articleCount {
    case ...1: return Float(pair)
    case 2: return Float((pair + many) / 2)
    case ...8: return Float(many)
    default:
      return Float(many + 0.06 * NaturalLogarithm.of(Double(articleCount) / 8))
    }
  }

  /// Whether a time is within the window of a story.
  func isInWindow(_ story: StoryMembers.Story, _ seconds: Int64) -> Bool {
    guard let first = story.firstTime, let last = story.lastTime else { return true }
    let window = options.storyWindowSeconds
    let (early, early2) = first.subtractingReportingOverflow(seconds)
    let (late, late2) = seconds.subtractingReportingOverflow(last)
    return !early2 && !late2 && early <= window && late <= window
  }

  /// The factor by which likeness counts less for the time between an article and a story; 0 when the
  /// story is closed to it.
  func timeFactor(_ story: StoryMembers.Story, _ time: StoryTime?) -> Float {
    guard let time, !isInWindow(story, time.seconds) else { return 1 }
    return time.isCertain && story.isTimeCertain ? 0 : Float(1 / options.uncertainDateFactor)
  }

  /// The same for two articles. A story may go on for weeks from day to day, so its first and its last
  /// article count for something.
  func timeFactor(_ one: StoryTime?, _ other: StoryTime?) -> Float {
    guard let one, let other else { return 1 }
    let (distance, isOverflow) = one.seconds.subtractingReportingOverflow(other.seconds)
    if !isOverflow, distance.magnitude <= UInt64(options.storyWindowSeconds) { return 1 }
    return one.isCertain && other.isCertain ? 0.5 : Float(1 / options.uncertainDateFactor)
  }
}
