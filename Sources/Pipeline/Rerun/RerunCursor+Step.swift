package import State

extension RerunCursor {
  /// Goes on behind a step.
  package mutating func take(_ step: RerunStep) {
    assert(step.through > through && step.through <= end || step.through == end)
    through = step.through
    readCount += step.readCount
    changedCount += step.changed.count
    leftCount += step.left.count
  }
}
