internal import Archive
internal import Formats
internal import Ledger
internal import Model
package import State

/// A rerun that changes a state, step by step: what reads otherwise is put on record and into ledger and
/// index before the next step begins, and how far it is is noted behind that.
///
/// A process that ends in between leaves what is done, whole; the same rerun goes on behind it.
package struct RerunPass: Sendable {
  private static let tryCount = 3

  private let engine: Engine
  private let request: RerunRequest
  private let reader: RerunReader
  private let key: String

  /// `engine`: Made on the state; it may be at work.
  package init(_ request: RerunRequest, on engine: Engine) {
    let state = engine.state
    self.engine = engine
    self.request = request
    reader = RerunReader(
      request, ledger: state.ledger,
      originals: SharedOriginals.all(of: state.paths, own: state.originals),
      settings: engine.settings,
      clock: engine.clock, boilerplate: { state.boilerplate.snapshot(of: $0, version: $1) },
      isInWork: { state.log.backlog.jobs[$0] != nil })
    key = Self.key(of: request, engine.settings.scrapes, state)
  }

  /// Where it goes on: where the same rerun was interrupted, else at the beginning.
  ///
  /// `anew`: At the beginning in any case.
  package func cursor(anew: Bool = false) throws -> RerunCursor {
    let state = engine.state
    if !anew, let found = RerunCursor.find(key, of: state.paths, on: state.files) { return found }
    return RerunCursor(
      key: key, end: try state.ledger.highestNumber() ?? DecisionNumber(0))
  }

  /// Reads the next articles, has those changed that read otherwise, and notes in the state how far it is.
  ///
  /// Throws `PipelineFailure`, after which the state takes nothing in any more.
  package func advance(_ cursor: inout RerunCursor) async throws -> RerunStep {
    let state = engine.state
    do {
      var step = RerunStep(through: cursor.end)
      if !cursor.isAtEnd {
        step = try await reader.step(after: cursor.through, end: cursor.end)
        try await change(&step)
      }
      cursor.take(step)
      if cursor.isAtEnd {
        try cursor.remove(from: state.paths, on: state.files)
      } else {
        try cursor.write(to: state.paths, on: state.files)
      }
      return step
    } catch {
      throw PipelineFailure.of(error)
    }
  }

  /// Puts on record what the step found. What something else has changed meanwhile is read again.
  private func change(_ step: inout RerunStep) async throws {
    var pending = step.changed
    step.changed = []
    for _ in 0..<Self.tryCount where !pending.isEmpty {
      let done = try await engine.amend(pending, stage: request.stage)
      step.changed += pending.filter { done.contains($0.before.number) }
      let others = pending.filter { !done.contains($0.before.number) }
      pending = []
      for other in others {
        let number = other.before.number
        let again = try await reader.step(
          after: DecisionNumber(number.rawValue - 1), end: number)
        pending += again.changed
        step.left += again.left
      }
    }
    step.left += pending.map {
      LeftArticle(
        number: $0.before.number, id: $0.before.id, headline: $0.before.article.headline,
        obstacle: .contended)
    }
    step.changed.sort { $0.before.number < $1.before.number }
    step.left.sort { $0.number < $1.number }
  }

  /// Names what is asked for, of this state, with settings that a reading depends on, by this build.
  private static func key(
    of request: RerunRequest, _ settings: ScrapeSettings, _ state: StateDirectory
  ) -> String {
    let limits = [
      settings.depthLimit, settings.layerLimit, settings.recordLimit, settings.recordByteLimit,
      settings.textByteLimit, settings.headerByteLimit, settings.assumedZoneMinutes ?? -1,
    ]
    let text =
      [
        Version.text, RerunCursor.program, request.stage.rawValue,
        request.filter.first.map { "\($0)" } ?? "", "\(state.log.number)",
        limits.map { "\($0)" }.joined(separator: ","),
        request.filter.source.map { "source \($0)" } ?? "",
      ].joined(separator: "\n")
    return "\(Digest(of: Array(text.utf8)))"
  }
}
