internal import Archive
package import Formats
package import Ledger
internal import Model
package import State
internal import Storage

/// Reads decided records again from their originals and joins them with what was decided about
/// them. Decides nothing: replay and rebuild make the same rows with it.
///
/// Containers stay open while their records are asked for in order.
package struct Rereader {
  private struct Open {
    var job: String
    var reading: FileReading
    /// The ordinal of the last record that was asked for.
    var last: Int
  }

  private static let openLimit = 16

  private let state: StateDirectory
  private let settings: ScrapeSettings
  private var open: [Open] = []

  package init(state: StateDirectory, settings: ScrapeSettings) {
    self.state = state
    self.settings = settings
  }

  /// The row of one decision.
  ///
  /// `job`: The job as it stood before the decision, or later.
  /// Throws a `Refusal` when the bytes are gone or no longer yield what was decided about.
  package mutating func row(of decision: Decision, job: OpenJob) throws -> ArticleRow {
    assert(decision.job == job.claim.job)
    var current = try take(job, before: decision.ordinal)
    let boilerplate = state.boilerplate.snapshot(
      of: job.claim.source, version: decision.boilerplateVersion)
    guard
      let row = try current.reading.record(decision.ordinal, boilerplate: boilerplate)?.row(
        decision, claim: job.claim, digest: current.reading.digest,
        // A file that was read as one of many records keeps its articles' ids, however it is read now.
        isContainer: job.closing?.isContainer ?? current.reading.isContainer)
    else { throw Refusal.changed }
    current.last = decision.ordinal
    if current.reading.isContainer { keep(current) }
    return row
  }

  private mutating func take(_ job: OpenJob, before ordinal: Int) throws -> Open {
    if let index = open.firstIndex(where: { $0.job == job.claim.job }) {
      let found = open.remove(at: index)
      if found.last < ordinal { return found }
    }
    let (source, digest) = try state.bytes(of: job)
    // What a job's progress has passed is behind its position.
    let position = ordinal > job.progress.recordCount ? job.progress.position : []
    return Open(
      job: job.claim.job,
      reading: try FileReading(
        try state.input(for: job.claim, source: source, closing: job.closing), digest: digest,
        settings: settings, resumingAt: position), last: 0)
  }

  private mutating func keep(_ reading: Open) {
    if open.count >= Self.openLimit { open.removeFirst() }
    open.append(reading)
    assert(open.count <= Self.openLimit)
  }
}

extension Refusal {
  /// Bytes that read otherwise now than when they were decided about.
  static let changed = Refusal(
    reason: .changed, detail: "The original no longer yields this article.")
}
