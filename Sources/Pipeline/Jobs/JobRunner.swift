internal import Formats
internal import Model
internal import NearDuplicates
internal import State
internal import Storage

/// Runs one file from its bytes to its outcome.
struct JobRunner: Sendable {
  /// How a run ended.
  enum End: Sendable {
    /// Decided; what is left is archiving and letting the file go.
    case closed(OpenJob)
    /// Put back at an article's boundary because the daemon stops.
    case suspended(OpenJob)
  }

  /// The file was written to while it was being read.
  private struct Changed: Error {}

  let settings: PipelineSettings
  let state: StateDirectory
  let committer: any Committing
  let meter: StageMeter
  let clock: any PipelineClock
  let shouldDrain: @Sendable () -> Bool

  /// Reads, prepares and commits the job's records.
  ///
  /// Passing faults are tried again after a pause; what stays is quarantined. Throws only what stops
  /// the whole pipeline: a failed journal or ledger, or cancellation.
  func run(_ job: OpenJob, sequence: Int) async throws -> End {
    var job = job
    // What the file must not differ from while it is read. The claim keeps what was journalled: a replay
    // or rebuild knows nothing else, and must say the same of the file.
    var stamp = job.claim.stamp
    var tries = 0
    while true {
      do {
        if let refusal = job.claim.refusal { throw refusal }
        return try await attempt(&job, stamp, sequence: sequence)
      } catch let error as StorageError where error.isOutOfSpace {
        // Nothing is wrong with the file.
        meter.wait(.parse, for: "room on the disk")
        try await clock.sleep(seconds: 1)
        meter.wait(.parse, for: nil)
      } catch let error as StorageError {
        guard tries < settings.retryPauses.count else {
          return try await close(job, as: .unreadable(error), sequence: sequence)
        }
        meter.wait(.parse, for: "back-off after: \(error)")
        try await clock.sleep(seconds: settings.retryPauses[tries])
        meter.wait(.parse, for: nil)
        tries += 1
      } catch is Changed {
        guard tries < settings.retryPauses.count else {
          return try await close(job, as: .keepsChanging, sequence: sequence)
        }
        try await clock.sleep(seconds: settings.retryPauses[tries])
        stamp = try state.stamp(of: job.claim)
        tries += 1
      } catch let refusal as Refusal {
        return try await close(job, as: refusal, sequence: sequence)
      }
    }
  }

  private func attempt(
    _ job: inout OpenJob, _ stamp: FileStamp, sequence: Int
  ) async throws -> End {
    let source = try state.open(job.claim)
    var reading = try FileReading(
      try state.input(for: job.claim, source: source), digest: try source.digest(),
      settings: limited(settings.scrapes, for: job.claim), resumingAt: job.progress.position,
      meter: meter)
    // Of the last record that was refused, in whichever batch.
    var refusal: Refusal?
    while true {
      let (raws, isLast) = try readBatch(&reading)
      let records = await prepare(
        raws, with: reading.preparation, state.boilerplate.snapshot(of: job.claim.source))
      refusal = records.last { $0.refusal != nil }?.refusal ?? refusal
      var progress = job.progress
      progress.position = reading.reader.position.bytes
      progress.recordCount += records.count
      let batch = PreparedBatch(
        job: job, sequence: sequence, records: records, progress: progress,
        isContainer: reading.isContainer, digest: reading.digest)
      guard isLast else {
        job = try await committer.commit(.records(batch))
        if shouldDrain() {
          try await committer.pass(job, sequence: sequence)
          return .suspended(job)
        }
        continue
      }
      job = try await committer.commit(
        .last(batch, try end(of: job, stamp, reading, refusal ?? refusalBefore(progress, reading))))
      return .closed(job)
    }
  }

  private func limited(_ scrapes: ScrapeSettings, for claim: JobClaim) -> ScrapeSettings {
    var scrapes = scrapes
    let clock = clock
    let end = clock.monotonic() + settings.timeLimit(size: claim.stamp.size)
    scrapes.shouldStop = { clock.monotonic() > end ? .tookTooLong : nil }
    let (limit, meter) = (settings.articleTimeLimit, meter)
    scrapes.makeBudget = {
      let articleEnd = min(end, clock.monotonic() &+ limit)
      return WorkBudget {
        // Long work is no standstill: it ends with the article's time.
        meter.tick(.parse)
        return clock.monotonic() > articleEnd
      }
    }
    return scrapes
  }

  private func readBatch(_ reading: inout FileReading) throws -> (
    records: [RawRecord], isLast: Bool
  ) {
    var records: [RawRecord] = []
    var byteCount = 0
    // A file of one record ends with it, however long that is: its outcome is decided with the record.
    while records.count < settings.recordBatchCount,
      byteCount < settings.recordBatchByteCount || !reading.isContainer
    {
      guard let record = try reading.next() else { return (records, true) }
      byteCount += record.byteCount
      records.append(record)
      meter.tick(.parse)
    }
    return (records, false)
  }

  private func prepare(
    _ raws: [RawRecord], with preparation: Preparation, _ boilerplate: BoilerplateSnapshot
  ) async -> [PreparedRecord] {
    guard raws.count > 1 else {
      return raws.map { preparation.prepare($0, boilerplate: boilerplate) }
    }
    return await withTaskGroup(of: (Int, PreparedRecord).self) { group in
      var prepared = [PreparedRecord?](repeating: nil, count: raws.count)
      var next = 0
      while next < min(settings.workerCount, raws.count) {
        group.addTask { [next] in
          (next, preparation.prepare(raws[next], boilerplate: boilerplate))
        }
        next += 1
      }
      for await (index, record) in group {
        prepared[index] = record
        if next < raws.count {
          group.addTask { [next] in
            (next, preparation.prepare(raws[next], boilerplate: boilerplate))
          }
          next += 1
        }
      }
      return prepared.compactMap { $0 }
    }
  }

  /// What is known of the file now that it has been read to its end.
  private func end(
    of job: OpenJob, _ stamp: FileStamp, _ reading: FileReading, _ refusal: Refusal?
  ) throws -> FileEnd {
    let hasChanged = try state.stamp(of: job.claim) != stamp
    if hasChanged, job.progress.recordCount == 0 { throw Changed() }
    return FileEnd(
      refusal: refusal,
      format: reading.reader.format,
      notes: reading.reader.notes + (hasChanged ? ["changed while it was being read"] : []),
      sidecarDigests: try state.sidecarDigests(of: job.claim), time: clock.wall())
  }

  /// Why nothing came of a file whose last record was not refused: it has none, or they were refused before
  /// the process was started again.
  private func refusalBefore(_ progress: Progress, _ reading: FileReading) -> Refusal? {
    if let reason = progress.rejected.max(by: { ($0.value, $1.key) < ($1.value, $0.key) })?.key {
      return RefusalReason(rawValue: reason).map {
        Refusal(reason: $0, detail: "Records of it were refused before winnowd was started again.")
      }
    }
    return !reading.isContainer && progress.recordCount == 0 ? .empty : nil
  }

  /// Ends the job without reading any further.
  private func close(_ job: OpenJob, as refusal: Refusal, sequence: Int) async throws -> End {
    var digest = ""
    if refusal.outcome != .quarantined, let source = try? state.open(job.claim) {
      digest = (try? source.digest()) ?? ""
    }
    let batch = PreparedBatch(
      job: job, sequence: sequence, records: [], progress: job.progress, isContainer: false,
      digest: digest)
    let end = FileEnd(refusal: refusal, time: clock.wall())
    return .closed(try await committer.commit(.last(batch, end)))
  }
}
