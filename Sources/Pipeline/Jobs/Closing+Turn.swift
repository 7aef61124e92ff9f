internal import Model
package import State

extension Closing {
  /// How a job ends whose last turn this is.
  ///
  /// `job`: With its progress past the turn.
  package init(
    of job: OpenJob, as ending: Ending, _ batch: PreparedBatch, _ end: FileEnd, format: String
  ) {
    assert(job.closing == nil, "a job is closed once")
    var notes = end.notes
    if batch.isContainer, ending.outcome != .quarantined, ending != .attached {
      for (reason, count) in job.progress.rejected.sorted(by: { $0.key < $1.key }) {
        notes.append(RejectedRecordsNote.text(count, reason))
      }
    }
    self.init(
      job: job.claim.job, ending: ending, digest: batch.digest,
      sidecarDigests: end.sidecarDigests, format: format, isContainer: batch.isContainer,
      notes: notes, time: end.time)
  }
}
