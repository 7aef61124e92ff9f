internal import Synchronization

/// How long the work on one article may go on.
///
/// Asked inside of every loop whose length the text decides: each counts the steps that it takes, and
/// ends early once the budget is spent; what is made then is thrown away by whoever made the budget. A
/// step is the work on one node, block, line, word or candidate, some hundred nanoseconds to a few
/// microseconds; so the clock is asked at least every 50 ms. Tests look at the steps, which are the same
/// on every machine: four times the text takes at most five times the steps.
///
/// One thread counts at a time; others may ask.
package final class WorkBudget: Sendable {
  /// Steps between two questions.
  private static let interval = 4_096

  private let steps = Atomic<Int>(0)
  private let nextQuestion = Atomic<Int>(interval)
  private let spent = Atomic<Bool>(false)
  private let isOver: @Sendable () -> Bool

  /// `isOver`: Whether the time is up; asked now and then. A budget without it is never spent.
  package init(isOver: @escaping @Sendable () -> Bool = { false }) { self.isOver = isOver }

  /// Steps taken so far.
  package var stepCount: Int { steps.load(ordering: .relaxed) }

  /// True once the time is up: nothing more is to be done for the article.
  package var isSpent: Bool { spent.load(ordering: .relaxed) }

  /// Counts `count` steps; false once the time is up.
  @discardableResult
  package func take(_ count: Int = 1) -> Bool {
    let total = steps.load(ordering: .relaxed) &+ max(0, count)
    steps.store(total, ordering: .relaxed)
    if total >= nextQuestion.load(ordering: .relaxed) { ask(total) }
    return !spent.load(ordering: .relaxed)
  }

  private func ask(_ total: Int) {
    nextQuestion.store(total &+ Self.interval, ordering: .relaxed)
    if isOver() { spent.store(true, ordering: .relaxed) }
  }
}
