internal import Archive
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
  let place: Workplace
  let committer: Committer
  let meter: StageMeter
  let clock: any PipelineClock
  let shouldDrain: @Sendable () -> Bool

  /// Reads, prepares and commits the job's records.
  ///
  /// Passing faults are tried again after a pause; what stays is quarantined. Throws only what stops
  /// the whole pipeline: a failed journal or ledger, or cancellation.
  func run(_ job: OpenJob, sequence: Int) async throws -> End {
    var job = job
    var tries = 0
    while true {
      do {
        if let refusal = job.claim.refusal { throw refusal }
        return try await attempt(&job, sequence: sequence)
      } catch let error as StorageError {
        guard tries < settings.retryPauses.count else {
          return try await close(&job, as: .unreadable(error), sequence: sequence)
        }
        meter.wait(.parse, for: "back-off after: \(error)")
        try await clock.sleep(seconds: settings.retryPauses[tries])
        meter.wait(.parse, for: nil)
        tries += 1
      } catch is Changed {
        guard tries < settings.retryPauses.count else {
          return try await close(&job, as: .keepsChanging, sequence: sequence)
        }
        try await clock.sleep(seconds: settings.retryPauses[tries])
        job.claim.stamp = try place.stamp(of: job.claim)
        tries += 1
      } catch let refusal as Refusal {
        return try await close(&job, as: refusal, sequence: sequence)
      }
    }
  }

  private func attempt(_ job: inout OpenJob, sequence: Int) async throws -> End {
    let source = try place.open(job.claim)
    let digest = try source.digest()
    let scrapes = limited(settings.scrapes, for: job.claim)
    var reader = try RecordReader(
      try place.input(for: job.claim, source: source), settings: scrapes,
      resumingAt: job.progress.position.isEmpty
        ? nil : ReaderPosition(bytes: job.progress.position))
    let preparation = Preparation(settings: scrapes, meter: meter)
    while true {
      let (raws, isLast) = try readBatch(&reader)
      let boilerplate = place.boilerplate(of: job.claim.source)
      let records = await prepare(raws, with: preparation, boilerplate)
      var progress = job.progress
      progress.position = reader.position.bytes
      progress.recordCount += records.count
      var batch = PreparedBatch(
        job: job, sequence: sequence, records: records, progress: progress,
        isContainer: reader.isContainer, digest: digest)
      batch.prepareAgain = { preparation.prepare(raws[$0], boilerplate: $1) }
      if isLast {
        let hasChanged = try place.stamp(of: job.claim) != job.claim.stamp
        if hasChanged, job.progress.recordCount == 0 { throw Changed() }
        var closing = closing(job, reader: reader, records: records, digest: digest)
        closing.sidecarDigests = try place.sidecarDigests(of: job.claim)
        if hasChanged { closing.notes.append("changed while it was being read") }
        batch.closing = closing
      }
      job = try await committer.commit(batch)
      if isLast { return .closed(job) }
      if shouldDrain() {
        try await committer.pass(job, sequence: sequence)
        return .suspended(job)
      }
    }
  }

  private func limited(_ scrapes: ScrapeSettings, for claim: JobClaim) -> ScrapeSettings {
    var scrapes = scrapes
    let clock = clock
    let end = clock.monotonic() + settings.timeLimit(size: claim.stamp.size)
    scrapes.shouldStop = { clock.monotonic() > end ? .tookTooLong : nil }
    return scrapes
  }

  private func readBatch(_ reader: inout RecordReader) throws -> (
    records: [RawRecord], isLast: Bool
  ) {
    var records: [RawRecord] = []
    var byteCount = 0
    while records.count < settings.recordBatchCount, byteCount < settings.recordBatchByteCount {
      guard let record = try reader.next() else { return (records, true) }
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

  private func closing(
    _ job: OpenJob, reader: RecordReader, records: [PreparedRecord], digest: String
  ) -> Closing {
    var closing = Closing(
      job: job.claim.job, outcome: .indexed, digest: digest, format: reader.format,
      isContainer: reader.isContainer, notes: reader.notes, time: clock.wall())
    let refusal =
      reader.isContainer || !records.isEmpty ? records.last { $0.refusal != nil }?.refusal : .empty
    if let refusal {
      closing.outcome = refusal.outcome
      closing.reason = refusal.reason.rawValue
      closing.detail = refusal.detail
      closing.remedy = refusal.remedy
    }
    return closing
  }

  /// Ends the job without reading any further.
  private func close(_ job: inout OpenJob, as refusal: Refusal, sequence: Int) async throws -> End {
    var closing = Closing(
      job: job.claim.job, outcome: refusal.outcome, reason: refusal.reason.rawValue,
      detail: refusal.detail, remedy: refusal.remedy, time: clock.wall())
    if refusal.outcome != .quarantined, let source = try? place.open(job.claim) {
      closing.digest = (try? source.digest()) ?? ""
    }
    job = try await committer.commit(
      PreparedBatch(
        job: job, sequence: sequence, records: [], progress: job.progress, isContainer: false,
        digest: closing.digest, closing: closing))
    return .closed(job)
  }
}
